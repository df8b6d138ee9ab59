-- Workings: how the version that entered production last stood when it was looked at, for finding
-- and counting. What a page shows of one is read anew.
CREATE TABLE watch_outlooks (
  model TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  broken BIGINT NOT NULL,
  missing BIGINT NOT NULL,
  awaited BIGINT NOT NULL,
  kept BIGINT NOT NULL,
  revalidated BIGINT NOT NULL,
  suspended BIGINT NOT NULL,
  promised BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  near BIGINT NOT NULL,
  asks INTEGER NOT NULL,
  due BIGINT
);
CREATE INDEX outlooks_broken ON watch_outlooks (model) WHERE broken > 0;
CREATE INDEX outlooks_missing ON watch_outlooks (model) WHERE missing > 0;
CREATE INDEX outlooks_awaited ON watch_outlooks (model) WHERE awaited > 0;
CREATE INDEX outlooks_revalidated ON watch_outlooks (model) WHERE (revalidated > 0 OR near > 0);
CREATE INDEX outlooks_suspended ON watch_outlooks (model) WHERE suspended > 0;
CREATE INDEX outlooks_asks ON watch_outlooks (model) WHERE asks > 0;
CREATE INDEX outlooks_by_due ON watch_outlooks (due, model);
