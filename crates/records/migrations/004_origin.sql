-- From where something was done: the address of the network, for what came in through one. Entries
-- written before have none, and none have what the program does by itself.
ALTER TABLE journal ADD COLUMN origin TEXT;
CREATE INDEX journal_by_time ON journal (written_at, chain, entry);
