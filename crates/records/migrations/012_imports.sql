-- A table that somebody sent, to be looked at before it counts: the file is attached to it, sealed,
-- until it is confirmed or a day has passed. `versions` say what was replaced by what.
CREATE TABLE import (
    municipality_code TEXT   NOT NULL,
    id                TEXT   NOT NULL,
    kind              TEXT   NOT NULL,
    about             TEXT   NOT NULL,
    sha256            TEXT   NOT NULL,
    settings          TEXT   NOT NULL,
    step              TEXT   NOT NULL CHECK (step IN ('previewed', 'confirmed', 'undone', 'expired')),
    uploaded_at       TEXT   NOT NULL,
    uploaded_by       TEXT   NOT NULL,
    expires_at        TEXT   NOT NULL,
    version_before    BIGINT,
    version_after     BIGINT,
    confirmed_at      TEXT,
    confirmed_by      TEXT,
    undone_at         TEXT,
    undone_by         TEXT,
    PRIMARY KEY (municipality_code, id),
    CHECK ((confirmed_at IS NULL) = (step IN ('previewed', 'expired'))),
    CHECK ((undone_at IS NULL) = (step <> 'undone'))
);
CREATE INDEX import_by_id ON import (id);
CREATE INDEX import_by_expiry ON import (step, expires_at);
