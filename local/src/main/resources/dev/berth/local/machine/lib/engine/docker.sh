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

# real WORD...: the client, with the names in its output as this host knows them.
real() {
  real_output=$("$client" "$@")
  real_code=$?
  [ -z "$real_output" ] || printf '%s\n' "$real_output" | sed "s|$mine||g"
  return "$real_code"
}

# own NAME_OR_ID: sets owned to what the engine knows this host's container by; what is not this host's stays unknown to it.
own() {
  owned=$mine$1
  own_id=$("$client" ps -a -q --no-trunc --filter "label=$labels" --filter "id=$1")
  if [ -n "$own_id" ] && [ "${own_id#"$1"}" != "$own_id" ]; then owned=$own_id; fi
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
      name) word=$mine$word ;;
      publish) published "$word" && word=$publish ;;
    esac
    if [ -n "$run_value" ]; then
      run_value=
    elif [ -z "$run_image" ]; then
      case $word in
        --name) run_value=name ;;
        --name=*) word=--name=$mine${word#*=} ;;
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
  exec "$client" run --label "berth.world=$world" --label "$labels" --cpus "$cpus" --memory "${memory}m" "$@"
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
  real "$command" "$@"
}

labels=berth.host=$BERTH_INSTANCE_ID
mine=berth-$world-$BERTH_INSTANCE_ID-

command=${1-}
[ $# = 0 ] || shift
case $command-${1-} in
  container-ls) command='ps' && shift ;;
  container-?*) command=$1 && shift ;;
esac

case $command in
  -v | --version) exec "$client" "$command" ;;
  version | info) engine_needed 1 && exec "$client" "$command" "$@" ;;
  pull) engine_needed 1 && pull "$@" ;;
  run) engine_needed 125 && run "$@" ;;
  ps) engine_needed 1 && real ps --filter "label=$labels" "$@" ;;
  image)
    engine_needed 1
    for word in "$@"; do :; done
    has_image "$word" || fail 1 "
Error response from daemon: No such image: $word"
    exec "$client" image "$@"
    ;;
  inspect | start | stop | rm | logs) engine_needed 1 && each "$@" ;;
  *) fail 1 "docker: '$command' is not a command that a host's scripts use." ;;
esac
