-- A projection: which submissions there are and where each stands.
CREATE TABLE submissions (
  number BIGINT PRIMARY KEY,
  model TEXT NOT NULL,
  version BIGINT NOT NULL,
  gate TEXT NOT NULL,
  status TEXT NOT NULL
);
CREATE INDEX submissions_by_model ON submissions (model);
CREATE INDEX submissions_by_status ON submissions (status, number);

-- Workings: what people were shown before they sign.
CREATE TABLE drafts (
  digest TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  body TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
