-- Over which subjects the ground keeps watch: how sensitive they are, who leads the work on them, who
-- is asked when somebody outside looks for them, and whether emergency access may open them.
CREATE TABLE guarded (
    municipality_code  TEXT     NOT NULL,
    subject            TEXT     NOT NULL UNIQUE,
    sensitivity        TEXT     NOT NULL
                       CHECK (sensitivity IN ('public', 'official', 'personal', 'restricted')),
    manager            TEXT     NOT NULL,
    broker             TEXT,
    opens_in_emergency SMALLINT NOT NULL CHECK (opens_in_emergency IN (0, 1)),
    set_at             TEXT     NOT NULL,
    set_by             TEXT     NOT NULL,
    PRIMARY KEY (municipality_code, subject)
);

-- Who is in the circle of a subject: an account, or a role where it is held.
CREATE TABLE circle_member (
    municipality_code TEXT NOT NULL,
    id                TEXT NOT NULL,
    subject           TEXT NOT NULL,
    member            TEXT NOT NULL,
    since             TEXT NOT NULL,
    admitted_by       TEXT NOT NULL,
    ended_at          TEXT,
    ended_by          TEXT,
    PRIMARY KEY (municipality_code, id)
);
CREATE INDEX circle_member_by_member ON circle_member (member, subject);

-- Who declared to be kin to a subject, or partial in another way.
CREATE TABLE kinship (
    id           TEXT NOT NULL PRIMARY KEY,
    actor        TEXT NOT NULL,
    subject      TEXT NOT NULL,
    relation     TEXT NOT NULL CHECK (relation IN ('kin', 'partial')),
    declared_at  TEXT NOT NULL,
    withdrawn_at TEXT,
    withdrawn_by TEXT
);
CREATE INDEX kinship_by_actor ON kinship (actor, subject);

-- Access in an emergency, with its written reason, which is sealed in a file of its own.
CREATE TABLE emergency_access (
    municipality_code TEXT  NOT NULL,
    id                TEXT  NOT NULL,
    subject           TEXT  NOT NULL,
    actor             TEXT  NOT NULL,
    manager           TEXT  NOT NULL,
    reason            BYTEA NOT NULL,
    begins_at         TEXT  NOT NULL,
    ends_at           TEXT  NOT NULL,
    ended_at          TEXT,
    ended_by          TEXT,
    PRIMARY KEY (municipality_code, id)
);
CREATE INDEX emergency_access_by_actor ON emergency_access (actor, subject);

-- Keyed hashes by which a restricted subject is found, by the program alone.
CREATE TABLE match_token (
    municipality_code TEXT NOT NULL,
    subject           TEXT NOT NULL,
    token             TEXT NOT NULL,
    PRIMARY KEY (municipality_code, subject, token)
);
CREATE INDEX match_token_by_token ON match_token (token);

-- That somebody outside looked for what may be a restricted subject: for its broker alone.
CREATE TABLE possible_match (
    id          TEXT NOT NULL PRIMARY KEY,
    broker      TEXT NOT NULL,
    asked_by    TEXT NOT NULL,
    subject     TEXT NOT NULL,
    found_at    TEXT NOT NULL,
    answer      TEXT CHECK (answer IN ('contact-made', 'no-match')),
    answered_at TEXT,
    answered_by TEXT,
    UNIQUE (asked_by, subject)
);
