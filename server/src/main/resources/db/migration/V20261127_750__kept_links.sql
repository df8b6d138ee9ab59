-- Answers that were kept for a repeated request held one-time links in clear.
DELETE FROM idempotency_keys WHERE body LIKE '%/enrol/%';
