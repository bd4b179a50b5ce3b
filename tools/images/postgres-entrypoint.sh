#!/bin/bash
# What we use of the entrypoint of the public image of PostgreSQL: a first start makes a cluster with the
# password of POSTGRES_PASSWORD_FILE.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username postgres --pwfile <(cat "$POSTGRES_PASSWORD_FILE") --auth-host scram-sha-256 --auth-local trust >/dev/null
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
fi
exec "$@"
