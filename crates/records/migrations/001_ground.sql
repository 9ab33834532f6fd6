-- Steps that made this database. `sha256` is taken over the step's text: a step that was applied
-- never changes.
CREATE TABLE applied_migration (
    station    TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    sha256     TEXT   NOT NULL,
    applied_at TEXT   NOT NULL,
    PRIMARY KEY (station, number)
);

-- What each request led to, so that a repeated one is answered and not done again.
CREATE TABLE command_outcome (
    actor           TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    action          TEXT NOT NULL,
    request_hash    TEXT NOT NULL,
    outcome         TEXT NOT NULL,
    decided_at      TEXT NOT NULL,
    PRIMARY KEY (actor, idempotency_key)
);

-- Who did what, when, from what to what. One chain for each municipality and one for the country;
-- each entry holds the hash of the one before.
CREATE TABLE journal (
    chain         TEXT   NOT NULL,
    entry         BIGINT NOT NULL CHECK (entry >= 1),
    written_at    TEXT   NOT NULL,
    actor         TEXT   NOT NULL,
    action        TEXT   NOT NULL,
    subject       TEXT   NOT NULL,
    value_before  TEXT,
    value_after   TEXT,
    previous_hash TEXT   NOT NULL,
    hash          TEXT   NOT NULL,
    PRIMARY KEY (chain, entry)
);

-- Where each chain ends: an entry cut off the end is missed too.
CREATE TABLE journal_end (
    chain TEXT   NOT NULL PRIMARY KEY,
    entry BIGINT NOT NULL,
    hash  TEXT   NOT NULL
);

CREATE TABLE snapshot (
    id       TEXT NOT NULL PRIMARY KEY,
    taken_at TEXT NOT NULL,
    taken_by TEXT NOT NULL,
    title    TEXT NOT NULL,
    hash     TEXT NOT NULL UNIQUE
);

CREATE TABLE snapshot_table (
    snapshot_id TEXT NOT NULL REFERENCES snapshot (id),
    name        TEXT NOT NULL,
    cells       TEXT NOT NULL,
    statuses    TEXT,
    sources     TEXT,
    hash        TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, name)
);

CREATE TABLE run (
    id             TEXT NOT NULL PRIMARY KEY,
    formula_name   TEXT NOT NULL,
    formula_hash   TEXT NOT NULL,
    formula_text   TEXT NOT NULL,
    snapshot_id    TEXT NOT NULL REFERENCES snapshot (id),
    for_date       TEXT NOT NULL,
    parameters     TEXT NOT NULL,
    engine_version TEXT NOT NULL,
    hash           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('official', 'simulation')),
    label          TEXT NOT NULL,
    made_at        TEXT NOT NULL,
    made_by        TEXT NOT NULL,
    content_hash   TEXT NOT NULL
);
CREATE INDEX run_by_formula ON run (formula_name, made_at, id);
CREATE INDEX run_by_hash ON run (hash);

-- One value of one result for one row; `row_key` is empty for a national result. Money stands
-- twice, as the decimal and in cents; the two agree.
CREATE TABLE run_result (
    run_id     TEXT   NOT NULL REFERENCES run (id),
    result     TEXT   NOT NULL,
    row_key    TEXT   NOT NULL,
    position   BIGINT NOT NULL,
    value      TEXT,
    cents      BIGINT,
    standing   TEXT   NOT NULL,
    unverified BIGINT NOT NULL,
    PRIMARY KEY (run_id, result, row_key)
);

-- What the cents of a result must add up to; compared before keeping and after reading.
CREATE TABLE run_sum (
    run_id TEXT   NOT NULL REFERENCES run (id),
    result TEXT   NOT NULL,
    cents  BIGINT NOT NULL,
    PRIMARY KEY (run_id, result)
);
