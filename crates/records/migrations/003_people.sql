-- People who sign in. Whoever has left keeps the row, so that the journal still says who acted.
CREATE TABLE account (
    id         TEXT NOT NULL PRIMARY KEY,
    email      TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('person', 'sample')),
    created_at TEXT NOT NULL,
    ended_at   TEXT
);

CREATE TABLE account_password (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    hash       TEXT NOT NULL,
    set_at     TEXT NOT NULL
);

-- `last_step` is the last step of time whose code was taken: no code is taken twice.
CREATE TABLE second_factor (
    account_id TEXT   NOT NULL PRIMARY KEY REFERENCES account (id),
    secret     TEXT   NOT NULL,
    set_at     TEXT   NOT NULL,
    last_step  BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    account_id TEXT NOT NULL REFERENCES account (id),
    hash       TEXT NOT NULL,
    used_at    TEXT,
    PRIMARY KEY (account_id, hash)
);

-- Who is signed in where. `half` has passed the password and not the second factor.
CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    stage      TEXT NOT NULL CHECK (stage IN ('half', 'full')),
    made_at    TEXT NOT NULL,
    seen_at    TEXT NOT NULL,
    ends_at    TEXT NOT NULL,
    ended_at   TEXT,
    agent      TEXT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);

-- Devices from which an account signed in before: they keep an allowance of their own.
CREATE TABLE known_device (
    token_hash TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    seen_at    TEXT NOT NULL,
    PRIMARY KEY (token_hash, account_id)
);

-- Failed sign-ins of one subject, and until when it waits. Subjects are hashes.
CREATE TABLE sign_in_delay (
    subject  TEXT   NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at  TEXT   NOT NULL,
    until_at TEXT   NOT NULL
);
CREATE INDEX sign_in_delay_by_age ON sign_in_delay (last_at);

CREATE TABLE one_time_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('first-administrator', 'invitation')),
    email      TEXT,
    role       TEXT NOT NULL,
    territory  TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    made_by    TEXT NOT NULL,
    ends_at    TEXT NOT NULL,
    used_at    TEXT
);

CREATE TABLE assignment (
    id         TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    role       TEXT NOT NULL,
    territory  TEXT NOT NULL,
    given_at   TEXT NOT NULL,
    given_by   TEXT NOT NULL,
    ended_at   TEXT,
    ended_by   TEXT
);
CREATE INDEX assignment_by_account ON assignment (account_id);

-- What one person asked for and a second person decides on. `request` holds no secret.
CREATE TABLE pending (
    id          TEXT NOT NULL PRIMARY KEY,
    action      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    territory   TEXT NOT NULL,
    request     TEXT NOT NULL,
    asked_at    TEXT NOT NULL,
    asked_by    TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
    decided_at  TEXT,
    decided_by  TEXT,
    decided_why TEXT
);
CREATE INDEX pending_by_state ON pending (state, asked_at);

-- What this database is for; `demonstration` is set by the demonstration that made it.
CREATE TABLE database_mark (
    name   TEXT NOT NULL PRIMARY KEY,
    set_at TEXT NOT NULL
);
