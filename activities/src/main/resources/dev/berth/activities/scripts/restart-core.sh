#!/bin/sh
# Restarts the container of a core, once per operation. Answers from the container's real state.
# Parameters: CORE GENERATION OPERATION
core=$(parameter CORE)
name=berth-$core-$(parameter GENERATION)
operation=$(parameter OPERATION)

exec 9>"$state/$core.lock"
flock 9

# try COMMAND...: a definite no of docker ends the script.
try() { said=$("$@" 2>&1) || refused || { say "$*: $said"; exit 1; }; }

# A command that arrives again finds the restart done.
if [ "$(cat "$state/$core.restarted" 2>/dev/null)" != "$operation" ]; then
  try docker restart "$name"
  printf '%s\n' "$operation" >"$state/$core.restarted"
fi
require_running "$name"
printf '{"restarted":"%s"}\n' "$name"
