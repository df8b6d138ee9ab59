-- A projection: the bytes of the rows of a batch, which count once for an approval.
ALTER TABLE exposures ADD COLUMN data TEXT NOT NULL DEFAULT '';
UPDATE exposures SET data =
  (SELECT b.data FROM batches b WHERE b.number = exposures.batch);
