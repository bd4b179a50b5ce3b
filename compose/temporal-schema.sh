#!/bin/sh
# Brings Temporal's tables up to the version of the server beside it; does nothing when they are there.
set -eu
SQL_PASSWORD=$(cat /passwords/temporal/password)
export SQL_PASSWORD
for store in temporal visibility; do
  database=temporal
  [ "$store" = temporal ] || database=temporal_visibility
  tool="temporal-sql-tool --plugin postgres12 --ep postgres --port 5432 --user temporal --db $database"
  $tool setup-schema --version 0.0
  $tool update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$store/versioned"
done
