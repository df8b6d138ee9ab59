-- Workings: computed evidence of which nobody said what computed it, by its place in the log, and in
-- which submission. The log is read again for it.
CREATE TABLE impact_unnamed (
  position BIGINT PRIMARY KEY,
  submission BIGINT NOT NULL
);
UPDATE follower_cursors SET position = 0 WHERE follower = 'impact';
