-- The log. Its entries are never changed; everything else can be rebuilt from them.
CREATE TABLE log_entries (
  position BIGINT PRIMARY KEY,
  entry ${bytes} NOT NULL,
  leaf ${bytes} NOT NULL
);

-- One row: the size, the right edge of the tree and the newest checkpoint. Locked by every batch.
CREATE TABLE log_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size BIGINT NOT NULL,
  frontier ${bytes} NOT NULL,
  last_at BIGINT NOT NULL,
  checkpoint TEXT NOT NULL
);

INSERT INTO log_head (id, size, frontier, last_at, checkpoint) VALUES (1, 0, '', 0, '');
