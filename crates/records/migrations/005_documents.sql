-- Documents as they stand. What they were stands in the tables below, which are only added to.
CREATE TABLE document (
    id              TEXT   NOT NULL PRIMARY KEY,
    municipality_id TEXT,
    kind            TEXT   NOT NULL,
    about           TEXT   NOT NULL,
    step            TEXT   NOT NULL CHECK
        (step IN ('draft', 'submitted', 'returned', 'approved', 'published', 'superseded')),
    steps           BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    owner           TEXT   NOT NULL,
    sensitivity     TEXT   NOT NULL,
    changed_at      TEXT   NOT NULL
);
CREATE INDEX document_by_kind ON document (municipality_id, kind, changed_at, id);

-- The text that is worked on, and after a submission the text that was submitted. `edition` grows
-- with every save: an edit names the one it was based on.
CREATE TABLE document_draft (
    document_id TEXT   NOT NULL PRIMARY KEY REFERENCES document (id),
    edition     BIGINT NOT NULL CHECK (edition >= 1),
    content     TEXT   NOT NULL,
    writers     TEXT   NOT NULL,
    saved_at    TEXT   NOT NULL,
    saved_by    TEXT   NOT NULL
);

-- What was submitted, from 1 on.
CREATE TABLE document_version (
    document_id  TEXT   NOT NULL REFERENCES document (id),
    version      BIGINT NOT NULL CHECK (version >= 1),
    content      TEXT   NOT NULL,
    writers      TEXT   NOT NULL,
    hash         TEXT   NOT NULL,
    submitted_at TEXT   NOT NULL,
    submitted_by TEXT   NOT NULL,
    PRIMARY KEY (document_id, version)
);

-- Every step of a life: who, when, why.
CREATE TABLE document_step (
    document_id TEXT   NOT NULL REFERENCES document (id),
    entry       BIGINT NOT NULL CHECK (entry >= 1),
    step        TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    done_at     TEXT   NOT NULL,
    done_by     TEXT   NOT NULL,
    reason      TEXT,
    PRIMARY KEY (document_id, entry)
);

-- How far the numbers of a series have come.
CREATE TABLE document_series (
    series TEXT   NOT NULL PRIMARY KEY,
    last   BIGINT NOT NULL
);

-- What was published: its number, its verification code, and what it replaces. A document is
-- replaced by one other at most.
CREATE TABLE document_publication (
    document_id  TEXT   NOT NULL PRIMARY KEY REFERENCES document (id),
    kind         TEXT   NOT NULL,
    number       TEXT   NOT NULL UNIQUE,
    code         TEXT   NOT NULL UNIQUE,
    version      BIGINT NOT NULL,
    content_hash TEXT   NOT NULL,
    approved_by  TEXT   NOT NULL,
    published_at TEXT   NOT NULL,
    published_by TEXT   NOT NULL,
    supersedes   TEXT   UNIQUE REFERENCES document (id),
    hash         TEXT   NOT NULL
);

-- What was published, as files, byte by byte: a later version of the program would write other
-- bytes for the same content.
CREATE TABLE document_file (
    document_id TEXT  NOT NULL REFERENCES document (id),
    language    TEXT  NOT NULL,
    sha256      TEXT  NOT NULL,
    content     BYTEA NOT NULL,
    PRIMARY KEY (document_id, language)
);
CREATE INDEX document_file_by_hash ON document_file (sha256);
