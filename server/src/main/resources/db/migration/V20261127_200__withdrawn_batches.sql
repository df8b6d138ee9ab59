-- A projection: when a batch was taken back; 0 where it stands.
ALTER TABLE batches ADD COLUMN withdrawn BIGINT NOT NULL DEFAULT 0;

-- The same of its rows, and the window by which what it measured is found.
ALTER TABLE exposures ADD COLUMN withdrawn BIGINT NOT NULL DEFAULT 0;
ALTER TABLE exposures ADD COLUMN window_from BIGINT NOT NULL DEFAULT 0;
UPDATE exposures SET window_from =
  (SELECT b.window_from FROM batches b WHERE b.number = exposures.batch);
