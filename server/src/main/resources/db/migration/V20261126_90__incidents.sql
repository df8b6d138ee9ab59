-- A projection: incidents of versions in production; the lesson's digest is blank while one is open.
CREATE TABLE incidents (
  number BIGINT PRIMARY KEY,
  model TEXT NOT NULL,
  version BIGINT NOT NULL,
  severity TEXT NOT NULL,
  harm TEXT NOT NULL,
  aware BIGINT NOT NULL,
  lesson TEXT NOT NULL
);
CREATE INDEX incidents_by_model ON incidents (model, number);
CREATE INDEX incidents_by_lesson ON incidents (lesson, number);
