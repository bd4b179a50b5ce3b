#!/bin/sh
# Temporal's server takes its password from the environment: of its own process only.
set -eu
POSTGRES_PWD=$(cat /passwords/temporal/password)
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
