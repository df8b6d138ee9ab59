-- Workings: which checks wait, run or ended, and what was computed from which inputs.
CREATE TABLE check_runs (
  submission BIGINT NOT NULL,
  check_name TEXT NOT NULL,
  state TEXT NOT NULL,
  since BIGINT NOT NULL,
  reused INTEGER NOT NULL,
  message TEXT NOT NULL,
  lease BIGINT NOT NULL,
  PRIMARY KEY (submission, check_name)
);
CREATE TABLE check_results (
  inputs TEXT PRIMARY KEY,
  evidence TEXT NOT NULL
);
