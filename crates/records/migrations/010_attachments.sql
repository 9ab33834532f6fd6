-- A file that was attached to a thing, once for each content. The name stands open, or sealed where
-- the thing is sensitive; the content is below. `subject` is whose key seals both, and `hash` is
-- over everything here and over the sealed content, so that it is verified without a key.
CREATE TABLE attachment (
    municipality_code TEXT   NOT NULL,
    kind              TEXT   NOT NULL,
    thing             TEXT   NOT NULL,
    sha256            TEXT   NOT NULL,
    name              TEXT,
    name_sealed       BYTEA,
    media_type        TEXT   NOT NULL,
    bytes             BIGINT NOT NULL CHECK (bytes >= 1),
    subject           TEXT   NOT NULL,
    attached_at       TEXT   NOT NULL,
    attached_by       TEXT   NOT NULL,
    hash              TEXT   NOT NULL,
    PRIMARY KEY (municipality_code, kind, thing, sha256),
    CHECK ((name IS NULL) <> (name_sealed IS NULL))
);

-- Its content, sealed in pieces, from 1 on: nothing that copies rows holds a whole file of everybody.
CREATE TABLE attachment_piece (
    municipality_code TEXT   NOT NULL,
    kind              TEXT   NOT NULL,
    thing             TEXT   NOT NULL,
    sha256            TEXT   NOT NULL,
    piece             BIGINT NOT NULL CHECK (piece >= 1),
    sealed            BYTEA  NOT NULL,
    PRIMARY KEY (municipality_code, kind, thing, sha256, piece),
    FOREIGN KEY (municipality_code, kind, thing, sha256)
        REFERENCES attachment (municipality_code, kind, thing, sha256)
);

-- What was attached to a version when it was submitted, as JSON: part of what is hashed. Versions
-- from before, and those with nothing attached, have none.
ALTER TABLE document_version ADD COLUMN annexes TEXT;

-- How often what is attached to a document was changed: who decides names the count they saw.
ALTER TABLE document_draft ADD COLUMN annexes BIGINT NOT NULL DEFAULT 0;
