-- What the starter asks of its callers. The key itself is nowhere: SHA-256 tells whether a caller has it.
CREATE TABLE api_keys (
  id             text PRIMARY KEY CHECK (id ~ '^[0-9A-Za-z]{8}$'), -- the part of the key that is no secret
  hash           text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'), -- of the whole key
  name           text NOT NULL, -- the actor in the event log; a key and its successors share it
  scopes         text[] NOT NULL CHECK (cardinality(scopes) > 0),
  customers      text[] CHECK (cardinality(customers) > 0), -- null: all
  created_by     text NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  lifetime       interval, -- null: for ever; a successor has the same
  expires_at     timestamptz, -- null: never
  last_used_at   timestamptz, -- to the minute
  last_used_from text, -- an address
  revoked_at     timestamptz,
  replaced_by    text REFERENCES api_keys (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX api_keys_name ON api_keys (name) WHERE revoked_at IS NULL AND replaced_by IS NULL;
