#!/bin/sh
# Becomes the main process of a container: its environment, its arguments, then the command that this image stands for.
set -u
folder=$1
cd "$folder/files" || exit 126

while IFS= read -r line; do
  # shellcheck disable=SC2163 # the line is an assignment
  export "$line"
done <"$folder/env"
id=${folder##*/}
HOSTNAME=$(printf %.12s "$id")
BERTH_HOST_PORT=
BERTH_CONTAINER_PORT=
# shellcheck disable=SC2034 # the address of a published port is part of the line
IFS=' ' read -r address BERTH_HOST_PORT BERTH_CONTAINER_PORT <"$folder/ports"
BERTH_CORE_START=0
if [ -r "$BERTH_ROOT/etc/delays/core-start" ]; then read -r BERTH_CORE_START <"$BERTH_ROOT/etc/delays/core-start"; fi
export HOSTNAME BERTH_HOST_PORT BERTH_CONTAINER_PORT BERTH_CORE_START
PATH=$BERTH_ROOT/lib/programs:$PATH

# shellcheck source=/dev/null # sets the arguments
. "$folder/args"
command=
IFS= read -r command <"$folder/command"
exec sh -c "$command" "$id" "$@"
