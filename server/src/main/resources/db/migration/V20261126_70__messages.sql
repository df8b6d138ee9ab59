-- Outside the log: where a person is written to, and how often. Goes with the person.
CREATE TABLE mail_choices (
  person TEXT PRIMARY KEY,
  address TEXT NOT NULL,
  how TEXT NOT NULL,
  since BIGINT NOT NULL
);

-- Workings: whom messages are for, by a person's pseudonym or #channel, since when.
CREATE TABLE message_recipients (
  recipient TEXT PRIMARY KEY,
  since BIGINT NOT NULL
);

-- Workings: which turns have begun for whom, so that each is told once.
CREATE TABLE message_turns (
  recipient TEXT NOT NULL,
  turn TEXT NOT NULL,
  PRIMARY KEY (recipient, turn)
);

-- Workings: how far the log was when turns were looked at last; one row.
CREATE TABLE message_looks (
  one BIGINT PRIMARY KEY,
  size BIGINT NOT NULL,
  at BIGINT NOT NULL
);

-- Workings: what is to be told. The body names a kind, a thing and a page, and nothing else.
CREATE TABLE message_queue (
  id TEXT PRIMARY KEY,
  recipient TEXT NOT NULL,
  turn TEXT,
  body TEXT NOT NULL,
  queued_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  state TEXT NOT NULL,
  error TEXT NOT NULL
);
CREATE INDEX message_queue_by_time ON message_queue (state, next_at);
CREATE INDEX message_queue_by_recipient ON message_queue (recipient);
