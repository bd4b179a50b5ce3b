# shellcheck shell=sh
# docker run -d: reads the flags, creates the container's folder under its name, starts it.
# shellcheck disable=SC2154 # c_*, name, mapped, refused and the folders come from the files beside this one

newline='
'

# quote TEXT: sets quoted to what a shell reads as TEXT.
quote() {
  quote_rest=$1
  quoted=
  while :; do
    case $quote_rest in *"'"*) ;; *) break ;; esac
    quoted=$quoted${quote_rest%%"'"*}"'\\''"
    quote_rest=${quote_rest#*"'"}
  done
  quoted="'$quoted$quote_rest'"
}

# add_env ASSIGNMENT: a name alone takes its value from the caller, as the real client does.
add_env() {
  case $1 in
    *"$newline"*) usage run 'docker: this stand-in takes no line breaks in a variable.' ;;
    *=*) r_env=$r_env$1$newline ;;
    *) add_value=$(printenv "$1") && r_env=$r_env$1=$add_value$newline ;;
  esac
}

add_env_file() {
  [ -r "$1" ] || usage run "docker: open $1: no such file or directory."
  while IFS= read -r env_line || [ -n "$env_line" ]; do
    case $env_line in '' | '#'*) ;; *) add_env "$env_line" ;; esac
  done <"$1"
}

# add_port [ADDRESS:]HOST:CONTAINER[/tcp]
add_port() {
  port_spec=${1%/tcp}
  port_container=${port_spec##*:}
  port_host=${port_spec%:*}
  port_address=0.0.0.0
  case $port_host in *:*) port_address=${port_host%:*} && port_host=${port_host##*:} ;; esac
  for port in "$port_host" "$port_container"; do
    case $port in '' | *[!0-9]* | ??????*) usage run "docker: invalid hostPort: $port." ;; esac
    if [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; then usage run "docker: invalid hostPort: $port."; fi
  done
  r_ports="$r_ports$port_address $port_host $port_container$newline"
}

# add_mount SOURCE:TARGET[:ro]: nothing can be mounted here, so that a container finds a file where it is: see placed.
add_mount() {
  mount_spec=${1%:ro}
  case $mount_spec in /*:/*) r_mounts="$r_mounts${mount_spec##*:} ${mount_spec%:*}$newline" ;; esac
}

# placed TEXT: sets placed to TEXT with every mounted path replaced by where it really is.
placed() {
  placed=$1
  while read -r mount_target mount_source; do
    placed_rest=$placed
    placed=
    while [ -n "$mount_target" ]; do
      case $placed_rest in *"$mount_target"*) ;; *) break ;; esac
      placed=$placed${placed_rest%%"$mount_target"*}$mount_source
      placed_rest=${placed_rest#*"$mount_target"}
    done
    placed=$placed$placed_rest
  done <<END
$r_mounts
END
}

# set_flag FLAG VALUE
set_flag() {
  case $1 in
    --name) r_name=$2 ;;
    -l | --label) case $2 in *=*) r_labels=$r_labels$2$newline ;; *) r_labels=$r_labels$2=$newline ;; esac ;;
    -p | --publish) add_port "$2" ;;
    -e | --env) add_env "$2" ;;
    --env-file) add_env_file "$2" ;;
    -v | --volume) add_mount "$2" ;;
    --entrypoint) r_entrypoint=$2 ;;
    --restart)
      case $2 in
        no | always | unless-stopped | on-failure) r_restart=$2 ;;
        on-failure:*[!0-9]*) usage run 'docker: invalid restart policy format: maximum retry count must be an integer.' ;;
        on-failure:*) r_restart=$2 ;;
        *) usage run "docker: Error response from daemon: invalid restart policy '$2'." ;;
      esac
      ;;
    -m | --memory | --memory-swap | --memory-reservation | --shm-size)
      case $2 in
        -1 | [0-9]*[bkmgBKMG] | [0-9]*[0-9] | [0-9]) ;;
        *) usage run "invalid argument \"$2\" for \"$1\" flag: invalid size: '$2'" ;;
      esac
      ;;
  esac
}

read_flags() {
  r_detached=
  while [ $# -gt 0 ]; do
    case $1 in
      -d | --detach) r_detached=1 && shift && continue ;;
      --detach=true) r_detached=1 && shift && continue ;;
      --init | --read-only | --privileged | --no-healthcheck) shift && continue ;;
      --init=* | --read-only=* | --privileged=* | --no-healthcheck=*) shift && continue ;;
      --) shift && break ;;
      --*=*) flag=${1%%=*} && given=${1#*=} && used=1 ;;
      --*) flag=$1 && given=${2-} && used=2 ;;
      -?) flag=$1 && given=${2-} && used=2 ;;
      -?=*) flag=${1%%=*} && given=${1#*=} && used=1 ;;
      -?*) given=${1#-?} && flag=${1%"$given"} && used=1 ;;
      *) break ;;
    esac
    case $flag in
      --name | -l | --label | -p | --publish | -e | --env | --env-file | --restart | -v | --volume | --entrypoint) ;;
      -m | --memory | --memory-swap | --memory-reservation | --shm-size | --cpus | --cpu-shares | --pids-limit) ;;
      --log-opt | --log-driver | -h | --hostname | --network | --add-host | --dns | --ulimit | -u | --user) ;;
      --pull | --platform | --stop-timeout | --stop-signal | --security-opt | --cap-drop | --cap-add | --tmpfs) ;;
      --health-cmd | --health-interval | --health-timeout | --health-retries | --health-start-period) ;;
      --*) usage run "unknown flag: $flag" ;;
      *) usage run "unknown shorthand flag: '${flag#-}' in $flag" ;;
    esac
    [ "$used" -le $# ] || usage run "flag needs an argument: $flag"
    set_flag "$flag" "$given"
    shift "$used"
  done
  [ $# -gt 0 ] || usage run "\"docker run\" requires at least 1 argument." 1
  [ -n "$r_detached" ] || usage run 'docker: this stand-in runs containers detached only (-d).'
  r_image=$1
  shift
  r_args='set --'
  for argument in "$@"; do
    placed "$argument"
    quote "$placed"
    r_args="$r_args $quoted"
  done
}

new_id() {
  read -r id_a </proc/sys/kernel/random/uuid
  read -r id_b </proc/sys/kernel/random/uuid
  IFS=-
  # shellcheck disable=SC2086 # split at the dashes
  set -- $id_a $id_b
  unset IFS
  id=$1$2$3$4$5$6$7$8$9
  shift 9
  id=$id$1
}

# create: makes the container's folder appear at once, complete; or refuses its name.
create() {
  new_id
  : "${r_name:=stand-in-$(printf %.8s "$id")}"
  case $r_name in
    ? | [!a-zA-Z0-9]* | *[!a-zA-Z0-9_.-]*)
      usage run "docker: Error response from daemon: Invalid container name ($r_name), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed."
      ;;
  esac
  half_made=$engine/new-$id
  mkdir -p "$containers" "$half_made/files"
  printf '%s\n' "$r_name" "$r_image" "$r_restart" "$(date +%s)" >"$half_made/config"
  echo 'created 0 0 0 0 0 0' >"$half_made/state"
  printf %s "$r_labels" >"$half_made/labels"
  printf %s "$r_env" >"$half_made/env"
  printf %s "$r_ports" >"$half_made/ports"
  printf '%s\n' "$r_args" >"$half_made/args"
  if [ -n "$r_entrypoint" ]; then
    quote "$r_entrypoint"
    mapped="exec $quoted \"\$@\""
  fi
  printf '%s\n' "$mapped" >"$half_made/command"
  : >"$half_made/log"

  exec 9>"$BERTH_ROOT/run/docker.lock"
  flock 9
  for other in "$containers"/*; do
    name_of "$other" || continue
    if [ "$name" = "$r_name" ]; then
      rm -rf "$half_made"
      usage run "docker: Error response from daemon: Conflict. The container name \"/$r_name\" is already in use by container \"${other##*/}\". You have to remove (or rename) that container to be able to reuse that name."
    fi
  done
  mv "$half_made" "$containers/$id"
  exec 9>&-
}

run() {
  r_name='' r_labels='' r_ports='' r_env='' r_mounts='' r_entrypoint='' r_restart=no
  read_flags "$@"
  if ! canonical "$r_image"; then usage run 'docker: invalid reference format.'; fi
  if [ ! -e "$images/$image" ]; then
    echo "Unable to find image '$image' locally" >&2
    fetch "$r_image" >&2 || usage run "docker: $refused."
  fi
  command_of "$image" || usage run "docker: nothing stands for the image $image on this host."
  create
  delay docker-run
  load "$id"
  # The real client has printed the id, and the container stays, when the start is refused.
  echo "$id"
  start_container || usage run "docker: $refused."
}
