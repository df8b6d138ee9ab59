-- Which entries name what. A projection: it follows from the entries.
CREATE TABLE log_mentions (
  mention TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (mention, position)
);

-- Workings: how far each follower has come.
CREATE TABLE follower_cursors (
  follower TEXT PRIMARY KEY,
  position BIGINT NOT NULL
);
