-- Packages that were taken in; the newest is the one in force.
CREATE TABLE municipality_package (
    number      BIGINT NOT NULL PRIMARY KEY,
    name        TEXT   NOT NULL,
    version     TEXT   NOT NULL,
    hash        TEXT   NOT NULL,
    imported_at TEXT   NOT NULL
);

-- What each column holds, in the order of the package.
CREATE TABLE municipality_column (
    name        TEXT     NOT NULL PRIMARY KEY,
    position    BIGINT   NOT NULL UNIQUE,
    kind        TEXT     NOT NULL CHECK (kind IN ('text', 'number', 'yes_no')),
    required    SMALLINT NOT NULL CHECK (required IN (0, 1)),
    minimum     TEXT,
    title_sq    TEXT     NOT NULL,
    title_sr    TEXT     NOT NULL,
    title_en    TEXT     NOT NULL,
    description TEXT     NOT NULL,
    unit        TEXT,
    period      TEXT,
    source      TEXT     NOT NULL
);

CREATE TABLE district (
    name_sq TEXT NOT NULL PRIMARY KEY,
    name_sr TEXT NOT NULL,
    name_en TEXT NOT NULL
);

CREATE TABLE municipality (
    code     TEXT NOT NULL PRIMARY KEY,
    district TEXT NOT NULL REFERENCES district (name_sq)
);

-- Every known cell with its standing and source. A cell that is not here is missing, not zero.
CREATE TABLE municipality_cell (
    municipality_code TEXT NOT NULL REFERENCES municipality (code),
    column_name       TEXT NOT NULL REFERENCES municipality_column (name),
    value             TEXT NOT NULL,
    standing          TEXT NOT NULL,
    source            TEXT NOT NULL,
    PRIMARY KEY (municipality_code, column_name)
);

CREATE TABLE tile (
    municipality_code TEXT   NOT NULL PRIMARY KEY REFERENCES municipality (code),
    column_number     BIGINT NOT NULL CHECK (column_number >= 1),
    row_number        BIGINT NOT NULL CHECK (row_number >= 1),
    label_sq          TEXT   NOT NULL,
    label_sr          TEXT   NOT NULL,
    label_en          TEXT   NOT NULL,
    UNIQUE (column_number, row_number)
);

-- Each pair once, the smaller code first.
CREATE TABLE neighbour (
    code_a TEXT NOT NULL REFERENCES municipality (code),
    code_b TEXT NOT NULL REFERENCES municipality (code),
    PRIMARY KEY (code_a, code_b),
    CHECK (code_a < code_b)
);
