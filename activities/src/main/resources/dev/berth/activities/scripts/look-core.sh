#!/bin/sh
# Says whether the container of a core that does not answer still runs.
# Parameters: CORE GENERATION
core=$(parameter CORE)
name=berth-$core-$(parameter GENERATION)

# A start or restart that is under way ends first: between its stop and its start nothing runs.
exec 9>"$state/$core.lock"
flock 9

require_running "$name"
printf '{"running":"%s"}\n' "$name"
