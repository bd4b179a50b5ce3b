#!/bin/sh
# A stand-in for the Docker client and its engine: the commands, flags, formats, texts and exit codes that start scripts use.
# docs/stand-in.md says what it leaves out.
# shellcheck source-path=SCRIPTDIR/..
set -u
umask 077
. "$BERTH_ROOT/lib/host.sh"
. "$BERTH_ROOT/lib/containers.sh"

fail() {
  printf '%s\n' "$2" >&2
  exit "$1"
}

# usage COMMAND TEXT [CODE]: what the client says about a call that it does not understand.
usage() {
  printf '%s\nSee '\''docker %s --help'\''.\n' "$2" "$1" >&2
  exit "${3:-125}"
}

engine_needed() {
  [ -e "$BERTH_ROOT/run/docker.active" ] ||
    fail "$1" "$2Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
}

command=${1-}
[ $# = 0 ] || shift
case $command-${1-} in
  container-ls) kind=container command='ps' && shift ;;
  container-?* | image-inspect | image-pull) kind=$command command=$1 && shift ;;
  *) kind=object ;;
esac

case $command in
  -v | --version) echo 'Docker version 25.0.8, build 0bab007' ;;
  version | info) . "$BERTH_ROOT/lib/docker-images.sh" && "$command" "$@" ;;
  pull) engine_needed 1 '' && . "$BERTH_ROOT/lib/docker-images.sh" && pull "$@" ;;
  run)
    engine_needed 125 'docker: '
    . "$BERTH_ROOT/lib/docker-images.sh"
    . "$BERTH_ROOT/lib/docker-run.sh"
    run "$@"
    ;;
  ps) engine_needed 1 '' && . "$BERTH_ROOT/lib/docker-show.sh" && list "$@" ;;
  inspect)
    engine_needed 1 ''
    . "$BERTH_ROOT/lib/docker-images.sh"
    . "$BERTH_ROOT/lib/docker-show.sh"
    inspect "$@"
    ;;
  start | stop | restart | rm | logs)
    engine_needed 1 ''
    . "$BERTH_ROOT/lib/docker-images.sh"
    . "$BERTH_ROOT/lib/docker-life.sh"
    "life_$command" "$@"
    ;;
  *) usage '' "docker: '$command' is not a docker command (or not one of this stand-in)." 1 ;;
esac
