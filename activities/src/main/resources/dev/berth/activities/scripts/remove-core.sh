#!/bin/sh
# Removes a core's containers up to a generation, and leaves a tombstone: a start of these generations that arrives later is refused.
# Parameters: CORE GENERATION
core=$(parameter CORE)
generation=$(parameter GENERATION)

exec 9>"$state/$core.lock"
flock 9

removed=$(cat "$state/$core.removed" 2>/dev/null || echo 0)
if [ "$generation" -gt "$removed" ]; then
  printf '%s\n' "$generation" >"$state/$core.removed.new"
  mv "$state/$core.removed.new" "$state/$core.removed"
fi

if command -v docker >/dev/null; then
  all=$(docker ps -a -q --filter "label=berth.core=$core") || later "docker does not answer"
  for container in $all; do
    other=$(docker inspect -f '{{index .Config.Labels "berth.generation"}}' "$container") ||
      later "docker does not say what $container is"
    [ "$other" -gt "$generation" ] || docker rm -f -v "$container" >/dev/null || later "docker could not remove $container"
  done
fi
# A start that was interrupted has left them without a container.
for secrets in "$state/berth-$core-"*.env*; do
  other=${secrets##*-}
  [ "${other%%.*}" -gt "$generation" ] 2>/dev/null || rm -f "$secrets"
done
printf '{"removed":%s}\n' "$generation"
