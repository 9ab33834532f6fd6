-- What people are told. `about` holds words and identifiers as JSON, never a name.
CREATE TABLE notice (
    account_id TEXT NOT NULL REFERENCES account (id),
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    about      TEXT NOT NULL,
    path       TEXT NOT NULL,
    told_at    TEXT NOT NULL,
    read_at    TEXT,
    PRIMARY KEY (account_id, id)
);

-- In which language someone is written to, and whether they are. Without a row, what is so for all.
CREATE TABLE letter_preference (
    account_id TEXT     NOT NULL PRIMARY KEY REFERENCES account (id),
    language   TEXT     NOT NULL,
    is_wanted  SMALLINT NOT NULL CHECK (is_wanted IN (0, 1))
);

-- Links by which a forgotten password is replaced. The newest alone counts.
CREATE TABLE password_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    made_at    TEXT NOT NULL,
    ends_at    TEXT NOT NULL,
    used_at    TEXT
);
CREATE INDEX password_link_by_account ON password_link (account_id);
