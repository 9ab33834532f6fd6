-- What is to be done later, or again: each thing once for its kind and key. A job that is running
-- belongs to a worker until a time; after it the worker is taken for dead.
CREATE TABLE job (
    id            TEXT   NOT NULL PRIMARY KEY,
    kind          TEXT   NOT NULL,
    key           TEXT   NOT NULL,
    payload       TEXT   NOT NULL,
    step          TEXT   NOT NULL CHECK (step IN ('waiting', 'running', 'done', 'given-up')),
    attempts      BIGINT NOT NULL CHECK (attempts >= 0),
    due_at        TEXT   NOT NULL,
    claimed_by    TEXT,
    claimed_until TEXT,
    fault         TEXT,
    enqueued_at   TEXT   NOT NULL,
    settled_at    TEXT,
    UNIQUE (kind, key)
);
CREATE INDEX job_by_step ON job (step, due_at, id);
