-- Who wrote the row: a seal with a key that follows from the log's. Empty in rows of before, which
-- recognise nobody: people sign in again, and open one-time links are given anew.
ALTER TABLE sessions ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE enrolments ADD COLUMN seal TEXT NOT NULL DEFAULT '';
