-- Rows count by when their window ended: whoever sends them could date its beginning back.
ALTER TABLE exposures ADD COLUMN window_to BIGINT NOT NULL DEFAULT 0;
UPDATE exposures SET window_to =
  (SELECT b.window_to FROM batches b WHERE b.number = exposures.batch);
DROP INDEX exposures_by_model;
ALTER TABLE exposures DROP COLUMN window_from;
CREATE INDEX exposures_by_model ON exposures (model, window_to);
