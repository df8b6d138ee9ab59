-- Workings: a model stands by the position at which it was registered. What is done now mostly concerns
-- models registered lately, whose rows about a thing then stand together; by their ids, which are drawn,
-- each stood in a page of its own.
DROP TABLE impact_rests;
CREATE TABLE impact_rests (
  thing TEXT ${bytewise} NOT NULL,
  registered BIGINT NOT NULL,
  PRIMARY KEY (thing, registered)
) ${keyed};
CREATE UNIQUE INDEX models_position ON models (position);
UPDATE follower_cursors SET position = 0 WHERE follower = 'impact';
