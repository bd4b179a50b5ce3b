-- The registry of one installation. Constraints make impossible what must never happen; code only avoids it.
-- The words in the CHECKs are those of the enums in dev.berth.model: a test compares them.

-- The installation that this registry belongs to: one row.
CREATE TABLE installation (
  id         text PRIMARY KEY,
  only_one   boolean NOT NULL DEFAULT true UNIQUE CHECK (only_one),
  created_at timestamptz NOT NULL DEFAULT now()
);

---- Configuration ---------------------------------------------------------------------------------

-- What the hosts of a plan are like, written from the worker's configuration.
CREATE TABLE plans (
  name           text PRIMARY KEY,
  slots          integer NOT NULL CHECK (slots BETWEEN 1 AND 1000),
  instance_types text[] NOT NULL CHECK (cardinality(instance_types) > 0) -- in order of preference
);

-- Servers on which cores get a database. A placement reserves connections together with the slot.
CREATE TABLE database_servers (
  name                 text PRIMARY KEY,
  region               text NOT NULL,
  host                 text NOT NULL,
  port                 integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  admin_secret         text NOT NULL, -- the name under which the admin's user and password are kept
  connection_budget    integer NOT NULL CHECK (connection_budget > 0),
  connections_reserved integer NOT NULL DEFAULT 0 CHECK (connections_reserved BETWEEN 0 AND connection_budget)
);

---- Images ----------------------------------------------------------------------------------------

-- AMIs that Berth bakes. The AMI's name is made of the id, and the id of a hash of the inputs.
CREATE TABLE images (
  id              text PRIMARY KEY,
  region          text NOT NULL,
  base_ami        text NOT NULL, -- the AMI that it was baked from
  container_image text NOT NULL, -- the container image that is on it, with its tag
  digest          text NOT NULL, -- what that tag meant then
  docker          text NOT NULL, -- the package that was installed
  scripts         text NOT NULL, -- a hash of the scripts that baked and proved it
  edition         integer NOT NULL CHECK (edition >= 1), -- counts bakes of the same inputs
  state           text NOT NULL CHECK (state IN ('baking', 'available', 'failed', 'retiring', 'retired')),
  current         boolean NOT NULL DEFAULT false, -- what the region's next hosts boot from
  ami_id          text UNIQUE,
  content         text, -- the id of the container image that was found on it
  failures        integer NOT NULL DEFAULT 0 CHECK (failures >= 0), -- launches that failed in a row
  failed_launches text[] NOT NULL DEFAULT '{}', -- their names: a launch that is reported twice counts once
  demoted_at      timestamptz, -- when Berth found it unfit
  operation_id    text, -- the operation that works on it, or the last one that did
  created_at      timestamptz NOT NULL DEFAULT now(),
  baked_at        timestamptz,
  CHECK (state <> 'available' OR (ami_id IS NOT NULL AND baked_at IS NOT NULL)),
  CHECK (NOT current OR state = 'available')
);
CREATE UNIQUE INDEX images_current ON images (region) WHERE current;

---- Hosts -----------------------------------------------------------------------------------------

-- A host outlives the EC2 instances behind it. One that an image is baked or proved on takes no cores.
CREATE TABLE hosts (
  id              text PRIMARY KEY,
  region          text NOT NULL,
  plan            text, -- null: an image is baked or proved on it
  slots           integer NOT NULL CHECK (slots BETWEEN 1 AND 1000),
  state           text NOT NULL
    CHECK (state IN ('launching', 'ready', 'stopped', 'unwanted', 'failed', 'retired', 'lost')),
  instance_number integer NOT NULL DEFAULT 0 CHECK (instance_number >= 0),
  instance_id     text UNIQUE,
  instance_type   text,
  zone            text,
  ami_id          text, -- what its instance boots from
  address         text,
  reserved_type   text, -- the instance type that it reserves vCPU quota for; null: none, or its instance's
  pooled          text CHECK (pooled IN ('running', 'stopped')), -- null: no warm pool keeps it
  standby_id      text, -- the stopped instance behind it, until it runs again
  checked_at      timestamptz, -- when the pool last found it fit, or saw it stopped
  cordoned_at     timestamptz, -- null: cores may be placed on it
  replaced_by     text, -- the operation that replaces its instance; null: none does
  bakes           text REFERENCES images (id),
  boots           text, -- the AMI that such a host boots from, whichever image is current
  created_by      text NOT NULL, -- the operation that needed it first
  operation_id    text, -- the operation that works on it, or the last one that did
  created_at      timestamptz NOT NULL DEFAULT now(),
  settled_at      timestamptz,
  UNIQUE (id, slots),
  CHECK (state <> 'ready' OR (instance_id IS NOT NULL AND address IS NOT NULL)),
  CHECK (state <> 'stopped' OR standby_id IS NOT NULL),
  CHECK ((state IN ('launching', 'unwanted')) = (settled_at IS NULL)),
  CHECK ((bakes IS NULL) = (boots IS NULL)),
  CHECK ((bakes IS NULL) = (plan IS NOT NULL))
);
CREATE UNIQUE INDEX hosts_address ON hosts (address) WHERE state = 'ready';
CREATE INDEX hosts_with_room ON hosts (region, plan) WHERE state IN ('launching', 'ready', 'stopped');
CREATE INDEX hosts_pooled ON hosts (region, plan) WHERE pooled IS NOT NULL;
CREATE INDEX hosts_of_image ON hosts (ami_id);
CREATE INDEX hosts_bakes ON hosts (bakes) WHERE bakes IS NOT NULL;

-- How many hosts an operator wants to be kept ready for the next cores.
CREATE TABLE pools (
  region  text NOT NULL,
  plan    text NOT NULL REFERENCES plans (name),
  running integer NOT NULL CHECK (running BETWEEN 0 AND 1000),
  stopped integer NOT NULL CHECK (stopped BETWEEN 0 AND 1000),
  PRIMARY KEY (region, plan)
);

-- Capacity pools (zone and instance type) that answered "no capacity": not asked until the time is over.
CREATE TABLE exhausted_capacity (
  region        text NOT NULL,
  zone          text NOT NULL,
  instance_type text NOT NULL,
  until         timestamptz NOT NULL,
  PRIMARY KEY (region, zone, instance_type)
);

-- The account's quota "Running On-Demand Standard instances" (L-1216C47A) in a region, as it was read last.
CREATE TABLE quotas (
  region     text PRIMARY KEY,
  vcpu_limit integer CHECK (vcpu_limit >= 0), -- null: not known, so that it refuses nothing
  others     integer NOT NULL CHECK (others >= 0), -- vCPUs of instances that belong to no host here
  read_at    timestamptz NOT NULL DEFAULT now()
);

-- What an instance of a type counts for that quota; the same in every region.
CREATE TABLE instance_types (
  type  text PRIMARY KEY,
  vcpus integer NOT NULL CHECK (vcpus > 0)
);

-- Regions in which nothing is launched or taken away until an operator thaws them. 'all' is every region.
CREATE TABLE freezes (
  region    text PRIMARY KEY,
  actor     text NOT NULL,
  reason    text NOT NULL,
  frozen_at timestamptz NOT NULL DEFAULT now()
);

---- Cores -----------------------------------------------------------------------------------------

CREATE TABLE cores (
  id              text PRIMARY KEY,
  customer        text NOT NULL,
  environment     text NOT NULL,
  region          text NOT NULL,
  plan            text NOT NULL CHECK (plan IN ('packed', 'dedicated', 'shared')),
  state           text NOT NULL CHECK (state IN ('absent', 'deploying', 'ready', 'lost')),
  generation      bigint NOT NULL DEFAULT 0 CHECK (generation >= 0), -- of its newest placement
  secret_revision bigint NOT NULL DEFAULT 0 CHECK (secret_revision >= 0), -- the newest that was given out
  version         text,
  url             text UNIQUE,
  address         text,
  key_reference   text,
  database_server text REFERENCES database_servers (name), -- where a lost core's database still is
  created_at      timestamptz NOT NULL DEFAULT now(),
  ready_at        timestamptz,
  lost_at         timestamptz, -- until it is ready again
  UNIQUE (customer, environment),
  CHECK (state <> 'ready' OR (url IS NOT NULL AND address IS NOT NULL AND key_reference IS NOT NULL
                              AND version IS NOT NULL AND ready_at IS NOT NULL)),
  CHECK (state <> 'lost' OR (lost_at IS NOT NULL AND database_server IS NOT NULL))
);
-- Two cores cannot be registered at one address. Tenants can: they have the address of their shared core.
CREATE UNIQUE INDEX cores_address ON cores (address) WHERE state = 'ready' AND plan <> 'shared';

-- Where a core is housed: in a slot of a host, or as a tenant of a shared core. A core that moves holds two
-- placements: the current one, and the next one before the switch or the previous one after it.
CREATE TABLE placements (
  core_id          text NOT NULL REFERENCES cores (id),
  generation       bigint NOT NULL CHECK (generation > 0),
  operation_id     text NOT NULL, -- the operation that took it
  role             text NOT NULL DEFAULT 'current' CHECK (role IN ('current', 'next', 'previous')),
  state            text NOT NULL CHECK (state IN ('held', 'quarantined')),
  secret_revision  bigint NOT NULL CHECK (secret_revision > 0), -- the one that its secrets are named by
  host_id          text,
  host_slots       integer, -- repeats hosts.slots, so that a CHECK can refuse a slot that does not exist
  slot             integer CHECK (slot >= 0),
  shared_core_id   text REFERENCES cores (id),
  database_server  text NOT NULL REFERENCES database_servers (name),
  connections      integer NOT NULL CHECK (connections > 0),
  container_image  text, -- a tenant has no container of its own
  memory_megabytes integer CHECK (memory_megabytes > 0),
  PRIMARY KEY (core_id, generation),
  FOREIGN KEY (host_id, host_slots) REFERENCES hosts (id, slots) MATCH FULL,
  UNIQUE (host_id, slot),
  CHECK (slot < host_slots),
  CHECK ((host_id IS NULL) = (slot IS NULL)),
  CHECK ((host_id IS NULL) = (shared_core_id IS NOT NULL)),
  CHECK (shared_core_id <> core_id),
  CHECK (host_id IS NULL OR (container_image IS NOT NULL AND memory_megabytes IS NOT NULL))
);
CREATE UNIQUE INDEX placements_held ON placements (core_id, role) WHERE state = 'held';
CREATE UNIQUE INDEX placements_of_operation ON placements (operation_id) WHERE state = 'held';
CREATE INDEX placements_operation ON placements (operation_id);
CREATE INDEX placements_tenants ON placements (shared_core_id) WHERE shared_core_id IS NOT NULL;

-- The reservation follows the placement, whatever writes it; a CHECK on database_servers bounds their sum.
CREATE FUNCTION reserve_connections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('DELETE', 'UPDATE') THEN
    UPDATE database_servers SET connections_reserved = connections_reserved - OLD.connections
    WHERE name = OLD.database_server;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    UPDATE database_servers SET connections_reserved = connections_reserved + NEW.connections
    WHERE name = NEW.database_server;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reserve_connections
  AFTER INSERT OR DELETE OR UPDATE OF connections, database_server ON placements
  FOR EACH ROW EXECUTE FUNCTION reserve_connections();

---- Operations ------------------------------------------------------------------------------------

-- The kinds of operations. "berth migrate" writes the rows from OperationKind: a new kind needs no migration.
CREATE TABLE operation_kinds (
  kind text PRIMARY KEY
);

-- Operations with their receipts. They outlive Temporal's retention.
CREATE TABLE operations (
  id           text PRIMARY KEY, -- the run's first run id
  workflow_id  text NOT NULL,
  kind         text NOT NULL REFERENCES operation_kinds (kind),
  customer     text,
  environment  text,
  host_id      text,
  region       text NOT NULL,
  plan         text, -- null where it concerns none, such as a sweep
  requester    text NOT NULL,
  request_id   text,
  state        text NOT NULL CHECK (state IN ('running', 'ready', 'unwound', 'left')),
  reason       text,
  message      text,
  receipt      jsonb,
  started_at   timestamptz NOT NULL DEFAULT now(),
  finished_at  timestamptz,
  CHECK ((state = 'running') = (finished_at IS NULL))
);
-- The workflow id is the lock; the registry agrees.
CREATE UNIQUE INDEX operations_running ON operations (workflow_id) WHERE state = 'running';
CREATE INDEX operations_newest ON operations (started_at DESC);
CREATE INDEX operations_of_core ON operations (customer, environment, started_at DESC);

-- Operations that were closed before an attempt, whose worker stood still, came to open them.
CREATE TABLE operations_never_opened (
  id        text PRIMARY KEY,
  closed_at timestamptz NOT NULL DEFAULT now()
);

-- What the last pass of the sweep saw in a region, and since when every pass saw it.
CREATE TABLE sightings (
  region        text NOT NULL,
  finding       text NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (region, finding)
);

---- Events ----------------------------------------------------------------------------------------

-- The counters of the event log. Only the functions below change them; the row locks last until the commit.
CREATE TABLE event_position (
  last     bigint NOT NULL,
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one)
);
INSERT INTO event_position (last) VALUES (0);

CREATE TABLE event_sequences (
  subject text PRIMARY KEY,
  last    bigint NOT NULL
);

-- The position of the next event. Its lock makes positions visible in their order: a reader that remembers
-- the last position that it saw misses nothing. Writers append as the last statement of their transaction.
CREATE FUNCTION next_event_position() RETURNS bigint LANGUAGE sql
  SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
  UPDATE event_position SET last = last + 1 RETURNING last
$$;
REVOKE EXECUTE ON FUNCTION next_event_position() FROM PUBLIC;

-- The event log: append-only, written in the transaction that changes the state. It is partitioned by
-- position; the position is a default, because PostgreSQL chooses the partition before it runs triggers. To
-- split the log, detach the default partition, attach it for the range that it covers, and create a new one.
CREATE TABLE events (
  position     bigint NOT NULL DEFAULT next_event_position(),
  subject      text NOT NULL,   -- core/{coreId}, host/{hostId}, image/{imageId}, ...
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
  PRIMARY KEY (position)
) PARTITION BY RANGE (position);
CREATE TABLE events_default PARTITION OF events DEFAULT;
CREATE INDEX events_of_subject ON events (subject, sequence);

CREATE FUNCTION number_event() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
  INSERT INTO event_sequences AS s (subject, last) VALUES (NEW.subject, 1)
    ON CONFLICT (subject) DO UPDATE SET last = s.last + 1
    RETURNING s.last INTO STRICT NEW.sequence;
  RETURN NEW;
END $$;
CREATE TRIGGER number_event BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION number_event();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the event log is append-only';
END $$;
-- Row triggers apply to every partition; those of statements do not, so each partition needs one of its own.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON events EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON events_default EXECUTE FUNCTION refuse_change();
