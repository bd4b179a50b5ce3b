-- How much of the account's quota "Running On-Demand Standard instances" (L-1216C47A) a region has, and what others use of it, as it was read last.
CREATE TABLE quotas (
  region     text PRIMARY KEY,
  vcpu_limit integer CHECK (vcpu_limit >= 0), -- null: not known, so nothing is refused for it
  others     integer NOT NULL CHECK (others >= 0), -- vCPUs of instances that are not those of hosts in this registry
  read_at    timestamptz NOT NULL DEFAULT now()
);

-- What an instance of a type counts for that quota; the same in every region.
CREATE TABLE instance_types (
  type  text PRIMARY KEY,
  vcpus integer NOT NULL CHECK (vcpus > 0)
);
