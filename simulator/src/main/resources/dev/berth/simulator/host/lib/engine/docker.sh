#!/bin/sh
# The real client on a real engine, as this host sees it: its own containers alone, under their own names, published on its own
# address, no larger than its instance type. docs/stand-in.md says what is still shared.
# shellcheck source-path=SCRIPTDIR/../..
set -u
. "$BERTH_ROOT/lib/host.sh"
. "$BERTH_ROOT/lib/engine"
engine=$BERTH_ROOT/var/lib/docker
. "$BERTH_ROOT/lib/docker-images.sh"

fail() {
  printf '%s\n' "$2" >&2
  exit "$1"
}

engine_needed() {
  [ -e "$BERTH_ROOT/run/docker.active" ] ||
    fail "$1" 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
}

# real WORD...: the client, which says names as this host knows them.
real() {
  real_said=$(mktemp)
  "$client" "$@" >"$real_said" 2>"$real_said.err"
  real_code=$?
  sed "s|$mine||g" "$real_said"
  sed "s|$mine||g" "$real_said.err" >&2
  rm -f "$real_said" "$real_said.err"
  return "$real_code"
}

# own NAME_OR_ID: sets owned to what the engine knows this host's container by; what is not this host's stays unknown to it.
own() {
  owned=$mine$1
  own_id=$("$client" ps -a -q --no-trunc --filter "label=$labels" --filter "id=$1")
  if [ -n "$own_id" ] && [ "${own_id#"$1"}" != "$own_id" ]; then owned=$own_id; fi
}

# named NAME: sets name to what the engine knows it by; one that the engine would refuse stays as it is.
named() {
  case $1 in
    [a-zA-Z0-9]*) name=$mine$1 ;;
    *) name=$1 ;;
  esac
}

# filtered FILTER: sets filter to the same among this host's containers.
filtered() {
  filter=$1
  case $1 in
    name=^/*) filter="name=^/$mine${1#name=^/}" ;;
    name=^*) filter="name=^/?$mine${1#name=^}" ;;
  esac
}

# list FLAG...
list() {
  list_left=$#
  while [ "$list_left" -gt 0 ]; do
    filtered "$1"
    shift
    list_left=$((list_left - 1))
    set -- "$@" "$filter"
  done
  real ps --filter "label=$labels" "$@"
}

# published [ADDRESS:]PORT:CONTAINER: sets publish to the same on this host's address.
published() {
  publish_container=${1##*:}
  publish_host=${1%:*}
  publish=$BERTH_HOST_ADDRESS:${publish_host##*:}:$publish_container
}

# has_image NAME: it was pulled on this host; the engine may have it for another one.
has_image() {
  canonical "$1" && [ -e "$images/$image" ]
}

# of_image WORD...: one that this host has not pulled is unknown to it.
of_image() {
  of_left=$#
  while [ "$of_left" -gt 1 ]; do
    set -- "$@" "$1"
    shift
    of_left=$((of_left - 1))
  done
  if has_image "$1"; then word=$1; else word=$mine$1; fi
  shift
  real image "$@" "$word"
}

pull() {
  pull_name=
  for pull_word in "$@"; do case $pull_word in -*) ;; *) pull_name=$pull_word ;; esac; done
  if pull_struck; then fail 1 "$refused"; fi
  # What the engine has is not asked for again: a registry may be away, or never have had it.
  if canonical "$pull_name" && "$client" image inspect "$image" >/dev/null 2>&1; then
    echo "docker.io/$image"
  else
    "$client" pull "$@" || return
    canonical "$pull_name"
  fi
  mkdir -p "$images/${image%/*}"
  : >"$images/$image"
}

# run FLAG... IMAGE ARGUMENT...
run() {
  run_left=$#
  run_value=
  run_image=
  while [ "$run_left" -gt 0 ]; do
    word=$1
    shift
    run_left=$((run_left - 1))
    case $run_value in
      name) named "$word" && word=$name ;;
      publish) published "$word" && word=$publish ;;
    esac
    if [ -n "$run_value" ]; then
      run_value=
    elif [ -z "$run_image" ]; then
      case $word in
        --name) run_value=name ;;
        --name=*) named "${word#*=}" && word=--name=$name ;;
        -p | --publish) run_value=publish ;;
        --publish=*) published "${word#*=}" && word=--publish=$publish ;;
        -d | --detach | --init | -i | -t | --rm | --read-only | --privileged | --no-healthcheck | --*=*) ;;
        -*) run_value=other ;;
        *) run_image=$word ;;
      esac
    fi
    set -- "$@" "$word"
  done
  if [ -n "$run_image" ] && ! has_image "$run_image"; then
    pull -q "$run_image" >/dev/null || exit 125
  fi
  real run --label "berth.world=$world" --label "$labels" --cpus "$cpus" --memory "${memory}m" "$@"
}

# each COMMAND WORD...: the command on this host's containers.
each() {
  each_left=$#
  each_value=
  while [ "$each_left" -gt 0 ]; do
    word=$1
    shift
    each_left=$((each_left - 1))
    case $each_value$word in
      -n | --tail | -t | --time | -f | --format)
        # rm -f takes no value, inspect -f does.
        [ "$command$word" = rm-f ] || each_value=yes
        ;;
      yes*) each_value= ;;
      -*) ;;
      *) own "$word" && word=$owned ;;
    esac
    set -- "$@" "$word"
  done
  real ${kind:+"$kind"} "$command" "$@"
}

labels=berth.host=$BERTH_INSTANCE_ID
mine=berth-$world-$BERTH_INSTANCE_ID-

kind=
command=${1-}
[ $# = 0 ] || shift
case $command-${1-} in
  container-ls) command='ps' && shift ;;
  container-?*) kind=container command=$1 && shift ;;
esac

case $command in
  -v | --version) exec "$client" "$command" ;;
  version | info) engine_needed 1 && exec "$client" "$command" "$@" ;;
  pull) engine_needed 1 && pull "$@" ;;
  run) engine_needed 125 && run "$@" ;;
  ps) engine_needed 1 && list "$@" ;;
  image) engine_needed 1 && of_image "$@" ;;
  inspect | start | stop | restart | rm | logs) engine_needed 1 && each "$@" ;;
  *) fail 1 "docker: '$command' is not a command that a host's scripts use." ;;
esac
