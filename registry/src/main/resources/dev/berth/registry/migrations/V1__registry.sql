-- The registry of one installation. What must never happen is made impossible here, not only avoided in code.

-- Whose registry this is. A second row cannot exist; a worker of another installation is refused at its start.
CREATE TABLE installation (
  id         text PRIMARY KEY,
  only_one   boolean NOT NULL DEFAULT true UNIQUE CHECK (only_one),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Servers on which cores get a database. Placement reserves connections together with the slot.
CREATE TABLE database_servers (
  name                 text PRIMARY KEY,
  region               text NOT NULL,
  host                 text NOT NULL,
  port                 integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  admin_secret         text NOT NULL, -- the name under which the admin's user and password are kept
  connection_budget    integer NOT NULL CHECK (connection_budget > 0),
  connections_reserved integer NOT NULL DEFAULT 0 CHECK (connections_reserved BETWEEN 0 AND connection_budget)
);

-- A host outlives the EC2 instances that embody it, one after the other.
CREATE TABLE hosts (
  id              text PRIMARY KEY,
  region          text NOT NULL,
  plan            text NOT NULL,
  slots           integer NOT NULL CHECK (slots BETWEEN 1 AND 1000),
  state           text NOT NULL CHECK (state IN ('launching', 'ready', 'unwanted', 'failed', 'retired')),
  instance_number integer NOT NULL DEFAULT 0 CHECK (instance_number >= 0),
  instance_id     text UNIQUE,
  instance_type   text,
  zone            text,
  image_id        text,
  address         text,
  created_by      text NOT NULL, -- the operation that needed it first
  operation_id    text,          -- the operation that works on it, or was the last to
  created_at      timestamptz NOT NULL DEFAULT now(),
  settled_at      timestamptz,
  UNIQUE (id, slots),
  CHECK (state <> 'ready' OR (instance_id IS NOT NULL AND address IS NOT NULL)),
  CHECK ((state IN ('launching', 'unwanted')) = (settled_at IS NULL))
);
CREATE INDEX hosts_with_room ON hosts (region, plan) WHERE state IN ('launching', 'ready');
CREATE UNIQUE INDEX hosts_address ON hosts (address) WHERE state = 'ready';

CREATE TABLE cores (
  id            text PRIMARY KEY,
  customer      text NOT NULL,
  environment   text NOT NULL,
  region        text NOT NULL,
  plan          text NOT NULL,
  state         text NOT NULL CHECK (state IN ('deploying', 'ready', 'absent')),
  generation    bigint NOT NULL DEFAULT 0 CHECK (generation >= 0),
  version       text,
  url           text UNIQUE,
  address       text,
  key_reference text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  ready_at      timestamptz,
  UNIQUE (customer, environment),
  CHECK (state <> 'ready' OR (url IS NOT NULL AND address IS NOT NULL AND key_reference IS NOT NULL
                              AND version IS NOT NULL AND ready_at IS NOT NULL))
);
-- Two cores cannot be registered at one place.
CREATE UNIQUE INDEX cores_address ON cores (address) WHERE state = 'ready';

-- Which slot a core holds. host_slots repeats the host's number so that a CHECK can refuse a slot that does not exist.
CREATE TABLE placements (
  operation_id     text PRIMARY KEY,
  core_id          text NOT NULL REFERENCES cores (id),
  generation       bigint NOT NULL,
  host_id          text NOT NULL,
  host_slots       integer NOT NULL,
  slot             integer NOT NULL CHECK (slot >= 0),
  state            text NOT NULL CHECK (state IN ('held', 'quarantined')),
  database_server  text NOT NULL REFERENCES database_servers (name),
  connections      integer NOT NULL CHECK (connections > 0),
  image            text NOT NULL,
  memory_megabytes integer NOT NULL CHECK (memory_megabytes > 0),
  placed_at        timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (host_id, host_slots) REFERENCES hosts (id, slots),
  CHECK (slot < host_slots),
  UNIQUE (host_id, slot),
  UNIQUE (core_id, generation)
);
CREATE UNIQUE INDEX placements_held ON placements (core_id) WHERE state = 'held';

-- The reservation follows the placement, whoever writes it; the CHECK on database_servers refuses one too many.
CREATE FUNCTION reserve_connections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('DELETE', 'UPDATE') THEN
    UPDATE database_servers SET connections_reserved = connections_reserved - OLD.connections WHERE name = OLD.database_server;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    UPDATE database_servers SET connections_reserved = connections_reserved + NEW.connections WHERE name = NEW.database_server;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reserve_connections AFTER INSERT OR DELETE OR UPDATE OF connections, database_server ON placements
  FOR EACH ROW EXECUTE FUNCTION reserve_connections();

-- Operations with their receipts. They outlive Temporal's retention.
CREATE TABLE operations (
  id          text PRIMARY KEY, -- the run's first run id
  workflow_id text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('deploy-core', 'launch-host')),
  customer    text,
  environment text,
  host_id     text,
  region      text NOT NULL,
  plan        text NOT NULL,
  requester   text NOT NULL,
  request_id  text,
  state       text NOT NULL CHECK (state IN ('running', 'ready', 'unwound', 'left')),
  reason      text,
  message     text,
  receipt     jsonb,
  started_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CHECK ((state = 'running') = (finished_at IS NULL))
);
-- The workflow id is the lock; the registry agrees.
CREATE UNIQUE INDEX operations_running ON operations (workflow_id) WHERE state = 'running';
CREATE INDEX operations_newest ON operations (started_at DESC);
CREATE INDEX operations_of_core ON operations (customer, environment, started_at DESC);

-- Pools that answered "no capacity" a moment ago: nobody asks them again before the time is over.
CREATE TABLE dry_pools (
  region        text NOT NULL,
  zone          text NOT NULL,
  instance_type text NOT NULL,
  until         timestamptz NOT NULL,
  PRIMARY KEY (region, zone, instance_type)
);

-- The event log: append-only, written in the transaction that changes the state.
CREATE TABLE events (
  position     bigint PRIMARY KEY,
  subject      text NOT NULL,   -- core/{coreId} or host/{hostId}
  sequence     bigint NOT NULL, -- per subject, from 1, without gaps
  type         text NOT NULL,
  version      integer NOT NULL DEFAULT 1,
  actor        text NOT NULL,
  request_id   text,
  operation_id text,
  before       jsonb,
  after        jsonb,
  reason       text,
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (subject, sequence)
);

-- Positions are given under a lock that lasts until the commit, so they become visible in their order: a reader that remembers the
-- last position it saw misses nothing. Writers append as the last thing that they do.
CREATE FUNCTION number_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('berth/events'));
  NEW.position := (SELECT coalesce(max(position), 0) + 1 FROM events);
  NEW.sequence := (SELECT coalesce(max(sequence), 0) + 1 FROM events WHERE subject = NEW.subject);
  RETURN NEW;
END $$;
CREATE TRIGGER number_event BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION number_event();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the event log is append-only';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events EXECUTE FUNCTION refuse_change();
