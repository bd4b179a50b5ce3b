#!/bin/sh
# Says whether the container of a core that does not answer still runs.
# Parameters: CORE GENERATION
name=berth-$(parameter CORE)-$(parameter GENERATION)
require_running "$name"
printf '{"running":"%s"}\n' "$name"
