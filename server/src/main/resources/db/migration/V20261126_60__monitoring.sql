-- A projection: what was measured of each promise, by window.
CREATE TABLE signals (
  model TEXT NOT NULL,
  version BIGINT NOT NULL,
  promise TEXT NOT NULL,
  window_to BIGINT NOT NULL,
  window_from BIGINT NOT NULL,
  value TEXT NOT NULL,
  n BIGINT,
  at BIGINT NOT NULL,
  sender TEXT NOT NULL,
  PRIMARY KEY (model, version, promise, window_to, window_from)
);

-- A projection: which version of a model entered production last.
CREATE TABLE watched (
  model TEXT PRIMARY KEY,
  version BIGINT NOT NULL
);

-- Workings: when to look again whether a version has to be suspended.
CREATE TABLE watch_jobs (
  model TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (model, version)
);
CREATE INDEX watch_jobs_by_time ON watch_jobs (at);
