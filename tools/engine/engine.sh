#!/bin/sh
# A real container engine for tests and CI.
#
#   engine.sh install        Debian's docker.io, and what it and its images need, by apt
#   engine.sh start FOLDER   prints the address for DOCKER_HOST once the engine answers: one that is
#                            there already, else our own, which keeps all that it has in FOLDER
#   engine.sh stop FOLDER    stops our own engine in FOLDER; images and volumes stay there
#
# One that was there already belongs to somebody: whoever uses it labels what he makes, and removes it
# by that label. Our own needs root; it leaves no rules in the firewall, so its containers reach this
# machine and each other, but not the internet.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tools/lock.sh
. "$here/../lock.sh"

fail() {
  echo "engine: $*" >&2
  exit 1
}

waiting_for() {
  :
}

answers() {
  DOCKER_HOST=$1 timeout 10 docker info >/dev/null 2>&1
}

# The address that the client here uses by itself.
usual() {
  echo "${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}')}"
}

# Whether the process that the pid file names is the engine of this folder, and no later one of that number.
runs() {
  [ -r "$folder/pid" ] && tr '\0' '\n' <"/proc/$(cat "$folder/pid")/cmdline" 2>/dev/null | grep -qxF "$folder/data"
}

# The default bridge is ours, too: another engine here would share docker0, and its addresses.
make_bridge() {
  if ! ip link show "$bridge" >/dev/null 2>&1; then
    ip link add "$bridge" type bridge
    ip address add "10.213.$((number % 256)).1/24" dev "$bridge"
  fi
  ip link set "$bridge" up
}

start_engine() {
  [ "$(id -u)" = 0 ] || fail "no engine answers at $(usual), and only root can start one: start Docker"
  command -v dockerd >/dev/null || fail "no engine answers, and there is no dockerd: install Docker (on Debian: $0 install)"
  # The kernel's limit of a socket's path, which containerd's is close to.
  [ "${#folder}" -lt 70 ] || fail "the folder's path is too long for a socket: $folder"
  make_bridge
  setsid dockerd --data-root "$folder/data" --exec-root "$folder/exec" --host "$own" --pidfile "$folder/pid" \
    --bridge "$bridge" --iptables=false --ip6tables=false --ip-masq=false \
    </dev/null >>"$folder/engine.log" 2>&1 9>&- &
  daemon=$!
  seconds=0
  until answers "$own"; do
    if ! kill -0 "$daemon" 2>/dev/null || [ "$seconds" -ge 60 ]; then
      kill "$daemon" 2>/dev/null || :
      tail -n 20 "$folder/engine.log" >&2
      fail "the engine did not start; its log: $folder/engine.log"
    fi
    sleep 1
    seconds=$((seconds + 1))
  done
}

start() {
  command -v docker >/dev/null || fail "there is no docker: install Docker (on Debian: $0 install)"
  if answers "$own"; then
    echo "$own"
  elif answers "$(usual)"; then
    usual
  else
    start_engine
    echo "$own"
  fi
}

stop() {
  if runs; then
    daemon=$(cat "$folder/pid")
    kill "$daemon"
    seconds=0
    while kill -0 "$daemon" 2>/dev/null; do
      [ "$seconds" -lt 60 ] || fail "process $daemon does not end"
      sleep 1
      seconds=$((seconds + 1))
    done
  fi
  ip link delete "$bridge" 2>/dev/null || :
}

case ${1-} in
  install)
    apt-get update -qq
    exec apt-get install -y -qq --no-install-recommends docker.io iproute2 mmdebstrap
    ;;
  start | stop)
    [ -n "${2-}" ] || fail "which folder?"
    mkdir -p "$2"
    folder=$(cd "$2" && pwd -P)
    own=unix://$folder/socket
    number=$(printf %s "$folder" | cksum | cut -d ' ' -f 1)
    bridge=berth$number
    lock "$folder/lock"
    "$1"
    ;;
  *) fail "install, start FOLDER or stop FOLDER, not '${1-}'" ;;
esac
