#!/bin/sh
# Starts a core on a host that booted from a baked image, with its data in memory; refuses when something had to be installed first.
# Parameters: IMAGE KEY PORT
image=$(parameter IMAGE)
name=berth-proof-0 # the form that look-core knows

exec 9>"$state/host.lock"
flock 9

! grep -Eq 'installed|pulled' "$state/prepared" || { say "not all of it is on the image: $(cat "$state/prepared")"; exit 1; }
if [ "$(docker inspect -f '{{.State.Status}}' "$name" 2>/dev/null)" != running ]; then
  forget_core "$name"
  # The key guards nothing: this core has no data, and is gone with its host. It tells that the right one answers.
  echo "API_KEYS=$(parameter KEY)" | keep_secrets "$name"
  run_core "$name" "$image" -p "$(parameter PORT):3567" -e DISABLE_TELEMETRY=true
fi
require_running "$name"
docker image inspect -f '{{.Id}}' "$image" || refused
