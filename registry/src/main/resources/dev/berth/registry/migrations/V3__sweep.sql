-- The sweep. Only wider than before: a worker of the previous release still understands every row that it meets.

-- The instance of a lost host is gone; the host never comes back.
ALTER TABLE hosts DROP CONSTRAINT hosts_state_check;
ALTER TABLE hosts ADD CONSTRAINT hosts_state_check
  CHECK (state IN ('launching', 'ready', 'unwanted', 'failed', 'retired', 'lost'));

-- A lost core was ready on a lost host. Its database is still there, on this server: it is deployed again beside it.
ALTER TABLE cores DROP CONSTRAINT cores_state_check;
ALTER TABLE cores ADD CONSTRAINT cores_state_check CHECK (state IN ('deploying', 'ready', 'absent', 'lost'));
ALTER TABLE cores ADD COLUMN lost_at timestamptz; -- until it is ready again
ALTER TABLE cores ADD COLUMN database_server text REFERENCES database_servers (name);
ALTER TABLE cores ADD CONSTRAINT cores_lost CHECK (state <> 'lost' OR (lost_at IS NOT NULL AND database_server IS NOT NULL));

ALTER TABLE operations DROP CONSTRAINT operations_kind_check;
ALTER TABLE operations ADD CONSTRAINT operations_kind_check
  CHECK (kind IN ('deploy-core', 'launch-host', 'retire-host', 'sweep'));
ALTER TABLE operations ALTER COLUMN plan DROP NOT NULL; -- a sweep has none

-- What the last pass of the sweep saw in a region, and since when every pass saw it.
CREATE TABLE sightings (
  region        text NOT NULL,
  finding       text NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (region, finding)
);
