-- A projection: how many rows each batch has, and when they were counted; both 0 until then.
CREATE TABLE exposures (
  batch BIGINT PRIMARY KEY,
  model TEXT NOT NULL,
  window_from BIGINT NOT NULL,
  counted BIGINT NOT NULL,
  scored BIGINT NOT NULL
);
CREATE INDEX exposures_by_model ON exposures (model, window_from);
