-- A projection: the findings of all models, for finding and listing.
CREATE TABLE findings (
  number BIGINT PRIMARY KEY,
  model TEXT NOT NULL,
  submission BIGINT NOT NULL,
  severity TEXT NOT NULL,
  owner TEXT NOT NULL,
  due TEXT NOT NULL,
  class TEXT NOT NULL,
  state TEXT NOT NULL,
  accepted_until TEXT NOT NULL
);
CREATE INDEX findings_by_model ON findings (model);
CREATE INDEX findings_by_state ON findings (state, due);

-- A projection: which submission each challenge is on.
CREATE TABLE challenges (
  number BIGINT PRIMARY KEY,
  submission BIGINT NOT NULL
);

-- Workings: words that a person wrote and has not said yet.
CREATE TABLE review_drafts (
  person TEXT NOT NULL,
  place TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (person, place)
);
