-- Workings: which models name a thing in what their submissions rest on. Files, checks, engines,
-- passkeys and people; rebuilt from the log and its documents.
CREATE TABLE impact_rests (
  thing TEXT NOT NULL,
  model TEXT NOT NULL,
  PRIMARY KEY (thing, model)
);
