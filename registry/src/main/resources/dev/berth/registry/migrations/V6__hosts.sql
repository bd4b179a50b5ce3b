-- Hosts that get no new cores, and hosts that move to another instance. Only wider than before.

ALTER TABLE hosts ADD COLUMN cordoned_at timestamptz; -- null: cores may be placed on it
ALTER TABLE hosts ADD COLUMN replaced_by text; -- the operation that replaces its instance; null: there is none

ALTER TABLE operations DROP CONSTRAINT operations_kind_check;
ALTER TABLE operations ADD CONSTRAINT operations_kind_check
  CHECK (kind IN ('deploy-core', 'launch-host', 'retire-host', 'replace-host', 'sweep'));
