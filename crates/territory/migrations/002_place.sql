-- Places at which services are given. What is known of a place is sealed; of an open one it also stands
-- here to be read by everyone. A protected one has nothing to read here but where and what it is.
CREATE TABLE place (
    municipality_code TEXT     NOT NULL REFERENCES municipality (code),
    id                TEXT     NOT NULL UNIQUE,
    kind              TEXT     NOT NULL,
    sensitivity       TEXT     NOT NULL CHECK (sensitivity IN ('public', 'restricted')),
    details           BYTEA    NOT NULL,
    open_details      TEXT,
    edition           BIGINT   NOT NULL,
    changed_at        TEXT     NOT NULL,
    changed_by        TEXT     NOT NULL,
    PRIMARY KEY (municipality_code, id),
    CHECK (sensitivity = 'public' OR open_details IS NULL)
);
