-- The warm pool: hosts that are there before a core needs them. Only wider than before.

-- What a plan's hosts are like, written from the worker's configuration.
CREATE TABLE plans (
  name           text PRIMARY KEY,
  slots          integer NOT NULL CHECK (slots BETWEEN 1 AND 1000),
  instance_types text[] NOT NULL CHECK (cardinality(instance_types) > 0) -- in order of preference
);

-- How many hosts an operator wants to be kept for the next cores.
CREATE TABLE pools (
  region  text NOT NULL,
  plan    text NOT NULL REFERENCES plans (name),
  running integer NOT NULL CHECK (running BETWEEN 0 AND 1000),
  stopped integer NOT NULL CHECK (stopped BETWEEN 0 AND 1000),
  PRIMARY KEY (region, plan)
);

-- A stopped host is settled: its instance is there and does not run.
ALTER TABLE hosts DROP CONSTRAINT hosts_state_check;
ALTER TABLE hosts ADD CONSTRAINT hosts_state_check
  CHECK (state IN ('launching', 'ready', 'unwanted', 'failed', 'retired', 'lost', 'stopped'));
ALTER TABLE hosts ADD COLUMN pooled text CHECK (pooled IN ('running', 'stopped')); -- null once a core took it
ALTER TABLE hosts ADD COLUMN standby_id text; -- the stopped instance that embodies it, until it runs again
ALTER TABLE hosts ADD COLUMN checked_at timestamptz; -- when the pool last found it fit
ALTER TABLE hosts ADD CONSTRAINT hosts_stopped CHECK (state <> 'stopped' OR standby_id IS NOT NULL);
CREATE INDEX hosts_pooled ON hosts (region, plan) WHERE pooled IS NOT NULL;

DROP INDEX hosts_with_room;
CREATE INDEX hosts_with_room ON hosts (region, plan) WHERE state IN ('launching', 'ready', 'stopped');
