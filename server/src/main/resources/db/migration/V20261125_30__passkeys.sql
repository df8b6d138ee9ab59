-- A projection: which passkeys there are. The body is the act, with the public key.
CREATE TABLE passkeys (
  passkey TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  credential TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  enrolled_at BIGINT NOT NULL,
  revoked_at BIGINT,
  reason TEXT
);
CREATE INDEX passkeys_by_person ON passkeys (person);

-- Workings: how the person calls it, how often it signed, and what a browser needs to find it.
CREATE TABLE passkey_uses (
  passkey TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  credential_id TEXT NOT NULL,
  counter BIGINT NOT NULL,
  used_at BIGINT
);

-- Workings: what waits for a passkey, for a few minutes: a new key, or a statement that was shown.
CREATE TABLE passkey_challenges (
  challenge TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  body TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
