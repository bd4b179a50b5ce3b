#!/bin/sh
# Powers a host off when whoever runs it dies, however that happens: our input is a pipe that only it holds. Usage: guard.sh FOLDER
# shellcheck source-path=SCRIPTDIR/..
set -u
# Not in the environment: it marks the processes that are to be killed.
BERTH_ROOT=$1
. "$BERTH_ROOT/lib/containers.sh"

read -r _
rm -f "$BERTH_ROOT/run/on"
kill_carrying "BERTH_ROOT=$BERTH_ROOT"
# Containers of a real engine are nobody's children here.
[ ! -e "$BERTH_ROOT/lib/engine" ] || env BERTH_ROOT="$BERTH_ROOT" sh "$BERTH_ROOT/lib/dockerd.sh" stop
