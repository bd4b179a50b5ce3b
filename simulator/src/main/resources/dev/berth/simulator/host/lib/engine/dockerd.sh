#!/bin/sh
# This host's part of a real engine goes up, goes down or goes away, as the host does. Usage: dockerd.sh start | stop | erase
# shellcheck source-path=SCRIPTDIR/../..
set -u
. "$BERTH_ROOT/lib/engine"

folder=$BERTH_ROOT/var/lib/docker
mkdir -p "$folder"

# containers FILTER...: the ids of this host's own.
containers() {
  "$client" ps -a -q --no-trunc --filter "label=berth.world=$world" --filter "label=berth.host=$instance" "$@"
}

# The engine believes that somebody has stopped them: so what comes back is noted here.
start() {
  [ -e "$folder/engine-id" ] || cat /proc/sys/kernel/random/uuid >"$folder/engine-id"
  : >"$BERTH_ROOT/run/docker.active"
  for container in $(containers --filter status=exited); do
    case $("$client" inspect -f '{{.HostConfig.RestartPolicy.Name}}' "$container") in
      always) "$client" start "$container" >/dev/null ;;
      unless-stopped) ! grep -qsxF "$container" "$folder/running" || "$client" start "$container" >/dev/null ;;
    esac
  done
  rm -f "$folder/running"
}

stop() {
  rm -f "$BERTH_ROOT/run/docker.active"
  running=$(containers --filter status=running --filter status=restarting)
  # A second stop must not forget what the first one has noted.
  [ -z "$running" ] || printf '%s\n' "$running" >"$folder/running"
  # shellcheck disable=SC2086 # a list
  [ -z "$running" ] || "$client" stop --time 0 $running >/dev/null
}

erase() {
  all=$(containers)
  # shellcheck disable=SC2086 # a list
  [ -z "$all" ] || "$client" rm -f -v $all >/dev/null
}

"$1"
