#!/bin/sh
# Goes before every script. The parameters arrive as base64 in BERTH_PARAMETERS, one NAME=value per line: never as shell text.
# Exit codes: 0 done; 75 try again later; 76 superseded by a newer generation or a removal; anything else is a definite no.
set -eu

parameter() { printf '%s' "$BERTH_PARAMETERS" | base64 -d | sed -n "s/^$1=//p"; }
say() { printf '%s\n' "$*" >&2; }
later() { say "$@"; exit 75; }
superseded() { say "$@"; exit 76; }

state=${BERTH_ROOT:-}/var/lib/berth # BERTH_ROOT is empty on a real host
mkdir -p "$state"
