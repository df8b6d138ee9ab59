-- A projection: bypasses that nobody ratified or rolled back.
CREATE TABLE bypass_debts (
  submission BIGINT PRIMARY KEY,
  model TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  due BIGINT NOT NULL
);
