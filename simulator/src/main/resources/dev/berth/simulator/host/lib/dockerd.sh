#!/bin/sh
# The engine of this host goes up, or down with its containers. Usage: dockerd.sh start | stop
# shellcheck source-path=SCRIPTDIR/..
set -u
. "$BERTH_ROOT/lib/containers.sh"

mkdir -p "$containers"

# Containers whose restart policy says so come back; one that was never started stays as it is.
start() {
  [ -e "$engine/engine-id" ] || cat /proc/sys/kernel/random/uuid >"$engine/engine-id"
  : >"$BERTH_ROOT/run/docker.active"
  for folder in "$containers"/*; do
    load "${folder##*/}" || continue
    case $c_restart-$c_status in
      always-exited) launch "$c_id" ;;
      unless-stopped-exited) [ -e "$folder/stopped" ] || launch "$c_id" ;;
    esac
  done
}

stop() {
  rm -f "$BERTH_ROOT/run/docker.active"
  for folder in "$containers"/*; do
    kill_carrying "BERTH_CONTAINER=${folder##*/}"
  done
}

"$1"
