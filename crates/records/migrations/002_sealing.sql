-- The key of each subject of sealed data, wrapped under a master key that is not here. Without
-- `wrapped` nothing about the subject can be read any more.
CREATE TABLE subject_key (
    municipality_code TEXT NOT NULL,
    subject           TEXT NOT NULL,
    record_type       TEXT NOT NULL,
    master_key        TEXT NOT NULL,
    wrapped           BYTEA,
    made_at           TEXT NOT NULL,
    closed_on         TEXT,
    destroyed_at      TEXT,
    PRIMARY KEY (municipality_code, subject),
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);

-- Why a subject must not be erased for now: a complaint, an audit, a lawsuit.
CREATE TABLE legal_hold (
    municipality_code TEXT NOT NULL,
    subject           TEXT NOT NULL,
    hold              TEXT NOT NULL,
    reason            TEXT NOT NULL,
    set_at            TEXT NOT NULL,
    set_by            TEXT NOT NULL,
    lifted_at         TEXT,
    lifted_by         TEXT,
    PRIMARY KEY (municipality_code, subject, hold),
    FOREIGN KEY (municipality_code, subject) REFERENCES subject_key (municipality_code, subject)
);
