-- Projections: roles that count only for a model, a tier or a team, and who has left.
-- An empty text stands where the scope names nothing.
CREATE TABLE person_scoped_roles (
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  model TEXT NOT NULL,
  tier TEXT NOT NULL,
  team TEXT NOT NULL,
  PRIMARY KEY (person, role, model, tier, team)
);
CREATE TABLE persons_left (
  person TEXT PRIMARY KEY
);
