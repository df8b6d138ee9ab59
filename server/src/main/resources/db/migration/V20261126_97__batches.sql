-- A projection: of which figure a signal is, where it was computed from a batch.
ALTER TABLE signals ADD COLUMN evidence TEXT;

-- A projection: batches of production data, by the version that scored them.
CREATE TABLE batches (
  number BIGINT PRIMARY KEY,
  model TEXT NOT NULL,
  version BIGINT NOT NULL,
  data TEXT NOT NULL,
  window_to BIGINT NOT NULL,
  window_from BIGINT NOT NULL
);
CREATE INDEX batches_by_window ON batches (model, version, window_to, window_from);
CREATE INDEX batches_by_data ON batches (model, version, data);

-- A projection: rows of production and their labels, whose bytes are closed.
CREATE TABLE batch_files (
  digest TEXT NOT NULL,
  batch BIGINT NOT NULL,
  PRIMARY KEY (digest, batch)
);

-- Workings: which batches are to be computed, and from when on they may be taken.
CREATE TABLE batch_jobs (
  batch BIGINT PRIMARY KEY,
  at BIGINT NOT NULL
);
