-- A projection: under which policy each model was registered, to which one its risk was answered
-- last (blank for none), and whether somebody confirmed those answers.
CREATE TABLE model_risks (
  model TEXT PRIMARY KEY,
  position BIGINT NOT NULL,
  policy TEXT NOT NULL,
  answered TEXT NOT NULL,
  confirmed INTEGER NOT NULL
);
CREATE INDEX model_risks_by_state ON model_risks (confirmed, position);
CREATE INDEX model_risks_by_policy ON model_risks (confirmed, policy, answered, position);

-- What the log has already: the policies that the last entries of each model name.
INSERT INTO model_risks (model, position, policy, answered, confirmed)
SELECT r.model, r.registered,
  COALESCE((SELECT MIN(p.digest) FROM policies p
    JOIN log_mentions n ON n.mention = p.digest AND n.position = r.registered), ''),
  COALESCE((SELECT MIN(p.digest) FROM policies p
    JOIN log_mentions n ON n.mention = p.digest AND n.position = r.answered), ''),
  CASE WHEN r.answered >= 0 AND r.confirmed > r.answered THEN 1 ELSE 0 END
FROM (
  SELECT m.model, MIN(m.position) AS registered,
    MAX(CASE WHEN t.mention = 'act:risk.answered' THEN a.position ELSE -1 END) AS answered,
    MAX(CASE WHEN t.mention = 'act:risk.confirmed' THEN a.position ELSE -1 END) AS confirmed
  FROM models m
  JOIN log_mentions a ON a.mention = m.model
  JOIN log_mentions t ON t.position = a.position
    AND t.mention IN ('act:model.registered', 'act:risk.answered', 'act:risk.confirmed')
  GROUP BY m.model
) r;
