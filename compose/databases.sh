#!/bin/sh
# The first start of PostgreSQL: one user and its database each for Temporal and for the registry.
set -eu
cd /passwords/database
psql -v ON_ERROR_STOP=1 --quiet --username postgres --dbname postgres <<SQL
CREATE ROLE temporal LOGIN PASSWORD '$(cat temporal)';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
CREATE ROLE berth LOGIN PASSWORD '$(cat berth)';
CREATE DATABASE berth OWNER berth;
SQL
