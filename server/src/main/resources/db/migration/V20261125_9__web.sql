-- Workings: answers to requests that may be sent again.
CREATE TABLE idempotency_keys (
  name TEXT PRIMARY KEY,
  asked TEXT NOT NULL,
  at BIGINT NOT NULL,
  status INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL
);
