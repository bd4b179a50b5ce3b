#!/bin/sh
# Goes before every script. The parameters arrive as base64 in BERTH_PARAMETERS, one NAME=value per line: never as shell text.
# Exit codes: 0 done; 75 try again later; 76 superseded by a newer generation or a removal; 77 can
# never succeed as it is asked; anything else is a definite no.
set -eu

parameter() { printf '%s' "$BERTH_PARAMETERS" | base64 -d | sed -n "s/^$1=//p"; }
say() { printf '%s\n' "$*" >&2; }
later() { say "$@"; exit 75; }
superseded() { say "$@"; exit 76; }
invalid() { say "$@"; exit 77; }

# refused: docker said no, if it is there at all.
refused() {
  docker info >/dev/null 2>&1 || later "docker does not answer"
  return 1
}

# is_running CONTAINER: since its start, without an end.
is_running() { [ "$(docker inspect -f '{{.State.Status}} {{.RestartCount}}' "$1" 2>&1)" = "running 0" ]; }

# require_running CONTAINER: one that ended or restarts is a definite no: the same start would end the same way.
require_running() {
  is_running "$1" && return
  docker info >/dev/null 2>&1 || later "docker does not answer"
  say "the core ended: $(docker logs --tail 5 "$1" 2>&1 | masked "$state/$1.env")"
  exit 1
}

# masked FILE: whatever a core says is shown to operators, without the values that this file gave it. They are letters and
# digits, and no part of a command line here either.
masked() {
  [ -s "$1" ] || { cat && return; }
  awk -F = 'NR == FNR { secrets[$2]; next } { for (secret in secrets) if (secret != "") gsub(secret, "***"); print }' "$1" -
}

# require_image IMAGE: it is on this host, or was pulled. Sets image_is to present or pulled.
require_image() {
  image_is=present
  docker image inspect "$1" >/dev/null 2>&1 && return
  docker info >/dev/null 2>&1 || later "docker does not answer"
  # shellcheck disable=SC2034 # prepare-host says it
  image_is=pulled
  pulled=$(docker pull -q "$1" 2>&1) || case $pulled in
    *'manifest unknown'* | *'repository does not exist'* | *'invalid reference format'*) invalid "there is no image $1: $pulled" ;;
    *'no space left on device'*) say "could not pull $1: $pulled"; exit 1 ;;
    *) later "could not pull $1: $pulled" ;;
  esac
}

# keep_secrets CONTAINER: writes what is read into the file that run_core gives to the container.
keep_secrets() {
  (umask 077 && cat >"$state/$1.env.new")
  mv "$state/$1.env.new" "$state/$1.env"
}

# forget_core CONTAINER: removes it and its secrets, whatever is there of them.
forget_core() {
  docker rm -f -v "$1" >/dev/null 2>&1 || later "docker could not remove $1"
  rm -f "$state/$1.env" "$state/$1.env.new"
}

# run_core CONTAINER IMAGE FLAG...: starts a core that reads its secrets from CONTAINER.env, which is there already and stays:
# the container needs it after a reboot, too. As variables of the container they would be shown by docker inspect.
run_core() {
  container=$1 image=$2
  shift 2
  inside=/run/berth/core.env
  flags="-d --security-opt no-new-privileges --read-only --pids-limit 512 --log-driver json-file --log-opt max-size=10m --log-opt max-file=3"
  # All that the core's image writes: its configuration and its start file, and what Java unpacks.
  flags="$flags --volume /usr/lib/supertokens --tmpfs /tmp:exec,size=64m"
  user=$(docker image inspect -f '{{.Config.User}}' "$image") || refused || return
  case $user in
    '' | root | 0 | 0:0 | root:root) ;;
    *) docker run --rm --network none --user 0 --volume "$state/$container.env:$inside" --entrypoint chown "$image" "$user" "$inside" || refused || return ;;
  esac
  # shellcheck disable=SC2086 # a list of flags
  set -- $flags --name "$container" --volume "$state/$container.env:$inside:ro" "$@" \
    --health-interval 30s --health-timeout 20s --health-cmd "bash -c 'exec 3<>/dev/tcp/127.0.0.1/3567 &&
      printf \"GET /hello HTTP/1.0\\r\\n\\r\\n\" >&3 && grep -q \"^HTTP/1.. 200\" <&3'" \
    --entrypoint /bin/sh "$image" -c "set -a; . '$inside'; set +a; exec \"\$@\"" core
  # Then what the image runs by itself, one word a line.
  while IFS= read -r word; do set -- "$@" "$word"; done <<END
$(docker image inspect -f '{{range .Config.Entrypoint}}{{println .}}{{end}}{{range .Config.Cmd}}{{println .}}{{end}}' "$image" | sed '/^$/d')
END
  docker run "$@" >/dev/null || refused
}

state=${BERTH_ROOT:-}/var/lib/berth # BERTH_ROOT is empty on a real host
mkdir -p "$state"
chmod 700 "$state" # the users inside the cores' containers exist on the host, too
