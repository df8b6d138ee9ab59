-- Text is compared by its bytes, as in SQLite: the same on every machine, and still after the C library
-- of one has learnt another order, by which its indexes would find nothing any more. It is faster, too.
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT a.attrelid::regclass AS relation,
      string_agg(format('ALTER COLUMN %I TYPE text COLLATE "C"', a.attname), ', ') AS changes
    FROM pg_attribute a
    JOIN unnest(ARRAY[
      'batch_files', 'batches', 'bypass_debts', 'check_results', 'check_runs', 'drafts', 'enrolments',
      'exposures', 'failed_logins', 'findings', 'follower_cursors', 'idempotency_keys', 'impact_rests',
      'incidents', 'log_head', 'log_mentions', 'looks', 'mail_choices', 'message_queue',
      'message_recipients', 'message_turns', 'model_fields', 'model_risks', 'models', 'names',
      'passkey_challenges', 'passkey_uses', 'passkeys', 'passwords', 'person_roles',
      'person_scoped_roles', 'person_teams', 'persons', 'persons_left', 'policies', 'review_drafts',
      'seed_secrets', 'seeds', 'sessions', 'signals', 'submissions', 'test_sets', 'token_hashes',
      'tokens', 'watch_jobs', 'watch_outlooks', 'watched']) AS ours (name)
      ON a.attrelid = to_regclass(ours.name)
    WHERE a.atttypid = 'text'::regtype AND NOT a.attisdropped
    GROUP BY a.attrelid
  LOOP
    EXECUTE format('ALTER TABLE %s %s', one.relation, one.changes);
    -- What was known of the columns is gone with their type, and nothing would soon ask for it again.
    EXECUTE format('ANALYZE %s', one.relation);
  END LOOP;
END $$;
