-- Tokens by which programs act for people. Only the hash of one is kept; `actions` is a list in JSON.
CREATE TABLE access_token (
    id         TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    title      TEXT NOT NULL,
    actions    TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    ends_at    TEXT NOT NULL,
    used_at    TEXT,
    ended_at   TEXT
);
CREATE INDEX access_token_by_account ON access_token (account_id);
