#!/bin/sh
# Goes before every script. The parameters arrive as base64 in BERTH_PARAMETERS, one NAME=value per line: never as shell text.
# Exit codes: 0 done; 75 try again later; 76 superseded by a newer generation or a removal; 77 can
# never succeed as it is asked; anything else is a definite no.
set -eu

parameter() { printf '%s' "$BERTH_PARAMETERS" | base64 -d | sed -n "s/^$1=//p"; }
say() { printf '%s\n' "$*" >&2; }
later() { say "$@"; exit 75; }
superseded() { say "$@"; exit 76; }
invalid() { say "$@"; exit 77; }

# require_running CONTAINER: one that ended or restarts is a definite no: the same start would end the same way.
require_running() {
  [ "$(docker inspect -f '{{.State.Status}} {{.RestartCount}}' "$1" 2>&1)" = "running 0" ] && return
  docker info >/dev/null 2>&1 || later "docker does not answer"
  say "the core ended: $(docker logs --tail 5 "$1" 2>&1)"
  exit 1
}

state=${BERTH_ROOT:-}/var/lib/berth # BERTH_ROOT is empty on a real host
mkdir -p "$state"
