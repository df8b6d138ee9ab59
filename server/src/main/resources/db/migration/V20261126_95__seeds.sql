-- A projection: commitments to seeded cases; what they are is blank until one is revealed.
CREATE TABLE seeds (
  id TEXT PRIMARY KEY,
  steward TEXT NOT NULL,
  commitment TEXT NOT NULL,
  committed BIGINT NOT NULL,
  revealed BIGINT NOT NULL,
  model TEXT NOT NULL,
  version BIGINT NOT NULL,
  defect TEXT NOT NULL
);
CREATE INDEX seeds_by_version ON seeds (model, version);
CREATE INDEX seeds_by_reveal ON seeds (revealed, committed);

-- Outside the log: what a commitment hides until it is revealed. The model is blank where it hides
-- nothing.
CREATE TABLE seed_secrets (
  id TEXT PRIMARY KEY,
  steward TEXT NOT NULL,
  salt TEXT NOT NULL,
  model TEXT NOT NULL,
  version BIGINT NOT NULL,
  opener TEXT NOT NULL,
  words TEXT NOT NULL,
  agreed BIGINT NOT NULL
);
CREATE UNIQUE INDEX seed_secrets_by_version ON seed_secrets (model, version) WHERE model <> '';
CREATE INDEX seed_secrets_by_steward ON seed_secrets (steward);
CREATE INDEX seed_secrets_by_opener ON seed_secrets (opener);
