-- A projection: what each model has in the further fields of the inventory, a value by the digest
-- of its text, and the entry that states it. The name is there so that a page of a search is read
-- in the order of names without the others.
CREATE TABLE model_fields (
  model TEXT NOT NULL,
  field TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (model, field)
);
CREATE INDEX model_fields_by_value ON model_fields (field, value, name);
