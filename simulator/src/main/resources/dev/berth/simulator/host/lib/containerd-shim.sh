#!/bin/sh
# Keeps one container running as its restart policy says. Usage: containerd-shim.sh FOLDER
# It closes its standard output when the container's state is first written; whoever started it waits for that.
# shellcheck source-path=SCRIPTDIR/..
set -u
. "$BERTH_ROOT/lib/containers.sh"

folder=$1
load "${folder##*/}"
process $$
echo "$$ $p_start" >"$folder/shim"

# save STATUS EXIT_CODE
save() {
  echo "$1 $2 $main $main_start $restarts $started $finished" >"$folder/state.new"
  mv -f "$folder/state.new" "$folder/state"
}

stopping=
main=0
trap 'stopping=1; [ "$main" = 0 ] || kill -TERM "$main" 2>/dev/null' TERM
restarts=0
finished=0
pause=100 # milliseconds; doubles up to a minute, as the real engine's does

while :; do
  setsid sh "$BERTH_ROOT/lib/container.sh" "$folder" </dev/null >>"$folder/log" 2>&1 &
  main=$!
  process "$main" || p_start=0
  main_start=$p_start
  started=$(date +%s)
  save running 0
  exec >/dev/null
  [ -z "$stopping" ] || kill -TERM "$main" 2>/dev/null

  while :; do
    wait "$main"
    code=$?
    # A signal to this shim ends the wait, not the container.
    if ! process "$main" || [ "$p_start" != "$main_start" ]; then break; fi
  done
  # What the main process leaves behind dies with it, as in a real container.
  kill -KILL -- "-$main" 2>/dev/null
  finished=$(date +%s)
  main=0
  main_start=0

  if [ -n "$stopping" ] || [ -e "$folder/stopped" ]; then break; fi
  case $c_restart in
    always | unless-stopped) ;;
    on-failure) [ "$code" != 0 ] || break ;;
    on-failure:*) if [ "$code" = 0 ] || [ "$restarts" -ge "${c_restart#*:}" ]; then break; fi ;;
    *) break ;;
  esac
  save restarting "$code"
  if [ $((finished - started)) -ge 10 ]; then pause=100; fi
  sleep "$((pause / 1000)).$(printf %03d $((pause % 1000)))" &
  nap=$!
  wait "$nap"
  if [ -n "$stopping" ]; then
    kill "$nap" 2>/dev/null
    break
  fi
  pause=$((pause * 2 > 60000 ? 60000 : pause * 2))
  restarts=$((restarts + 1))
done
save exited "$code"
