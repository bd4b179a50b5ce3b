#!/bin/sh
# The roles in PostgreSQL and the databases that they own: one role for Temporal; for the registry its owner, and
# worker and starter, which own nothing. Does nothing when they are there. A container of its own, and not a
# script of PostgreSQL's first start: that is never run again when it was interrupted.
set -eu
PGPASSWORD=$(cat /passwords/database/postgres)
export PGPASSWORD

# user NAME DATABASE ...
user() {
  name=$1
  shift
  echo "SELECT 'CREATE ROLE $name LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$name') \\gexec"
  echo "ALTER ROLE $name PASSWORD '$(cat "/passwords/database/$name")';"
  for database in "$@"; do
    echo "SELECT 'CREATE DATABASE $database OWNER $name'" \
      "WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$database') \\gexec"
  done
}

{
  user temporal temporal temporal_visibility
  user berth berth
  user berth_worker
  user berth_starter
  # The roles of cores are on the same server: each reaches its own database only.
  echo "REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1, temporal, temporal_visibility FROM PUBLIC;"
} | psql -v ON_ERROR_STOP=1 --quiet --no-psqlrc --host postgres --username postgres --dbname postgres
