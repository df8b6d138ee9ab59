-- Workings: which state of an evidence class a person opened last. No rule reads it.
CREATE TABLE looks (
  person TEXT NOT NULL,
  submission BIGINT NOT NULL,
  class TEXT NOT NULL,
  digest TEXT NOT NULL,
  revision BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (person, submission, class)
);
