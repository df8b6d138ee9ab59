-- Projections: published policies, and the digests that are test sets.
CREATE TABLE policies (
  digest TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  preset INTEGER NOT NULL,
  UNIQUE (name, number)
);
CREATE TABLE test_sets (
  digest TEXT PRIMARY KEY
);
