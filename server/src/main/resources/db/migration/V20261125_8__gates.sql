-- Workings: promotions whose attestation is not issued yet.
CREATE TABLE attestation_jobs (
  submission BIGINT PRIMARY KEY
);
