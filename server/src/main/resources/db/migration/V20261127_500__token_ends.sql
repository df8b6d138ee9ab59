-- A projection: from when on a token acts no more; 0 for one of the setup file, which has no end.
ALTER TABLE tokens ADD COLUMN expires_at BIGINT NOT NULL DEFAULT 0;

-- Outside the log: how its person calls it.
ALTER TABLE token_hashes ADD COLUMN name TEXT NOT NULL DEFAULT '';
CREATE INDEX token_hashes_by_token ON token_hashes (token);
CREATE INDEX tokens_by_person ON tokens (person);
