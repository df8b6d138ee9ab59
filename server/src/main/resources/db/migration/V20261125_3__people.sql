-- Projections of the acts about people.
CREATE TABLE persons (
  person TEXT PRIMARY KEY,
  commitment TEXT NOT NULL
);
CREATE TABLE person_roles (
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (person, role)
);
CREATE TABLE person_teams (
  person TEXT NOT NULL,
  team TEXT NOT NULL,
  PRIMARY KEY (person, team)
);
CREATE TABLE tokens (
  token TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  scopes TEXT NOT NULL
);

-- Outside the log, so that a person can be erased without breaking a proof.
CREATE TABLE names (
  person TEXT PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  salt ${bytes} NOT NULL
);

-- Secrets and workings; only hashes.
CREATE TABLE passwords (
  person TEXT PRIMARY KEY,
  hash TEXT NOT NULL
);
CREATE TABLE token_hashes (
  hash TEXT PRIMARY KEY,
  token TEXT NOT NULL
);
CREATE TABLE enrolments (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE TABLE failed_logins (
  username TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX failed_logins_by_username ON failed_logins (username, at);
