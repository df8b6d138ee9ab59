-- A projection: which models there are.
CREATE TABLE models (
  model TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  position BIGINT NOT NULL
);
