#!/bin/sh
# One user and its databases each for Temporal and for the registry; does nothing when they are there. A container of its
# own, and not a script of PostgreSQL's first start: that is never run again when it was interrupted.
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
} | psql -v ON_ERROR_STOP=1 --quiet --no-psqlrc --host postgres --username postgres --dbname postgres
