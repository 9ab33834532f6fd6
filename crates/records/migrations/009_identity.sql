-- Who signs in by an identity provider: one account for one person there, one person there for one
-- account. Kept of the person is a hash of what the provider calls them.
CREATE TABLE identity_tie (
    account_id    TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    issuer        TEXT NOT NULL,
    identity_hash TEXT NOT NULL UNIQUE,
    tied_at       TEXT NOT NULL
);

-- Ways to the provider that have not come back. `account_id` is that of who wants to be tied; without
-- one, somebody wants to sign in. `carried` holds where they go afterwards, as JSON, and a form that
-- waits for them, sealed. What proves that a way is its browser's is kept by the browser alone.
CREATE TABLE identity_trip (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT REFERENCES account (id),
    carried    TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    ends_at    TEXT NOT NULL
);
CREATE INDEX identity_trip_by_end ON identity_trip (ends_at);
