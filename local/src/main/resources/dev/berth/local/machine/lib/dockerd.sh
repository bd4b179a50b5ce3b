#!/bin/sh
# Starts the engine of this host: containers whose restart policy says so come back.
# shellcheck source-path=SCRIPTDIR/..
set -u
. "$BERTH_ROOT/lib/containers.sh"

mkdir -p "$containers"
[ -e "$engine/engine-id" ] || cat /proc/sys/kernel/random/uuid >"$engine/engine-id"
: >"$BERTH_ROOT/run/docker.active"
for folder in "$containers"/*; do
  load "${folder##*/}" || continue
  # One that was never started stays as it is.
  case $c_restart-$c_status in
    always-exited) launch "$c_id" ;;
    unless-stopped-exited) [ -e "$folder/stopped" ] || launch "$c_id" ;;
  esac
done
