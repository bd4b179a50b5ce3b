# shellcheck shell=sh
# The containers of this host as folders: what they are (config, labels, env, ports, args) and how they are (state, shim).
# shellcheck disable=SC2034 # The variables are read by the scripts that source this one.
engine=$BERTH_ROOT/var/lib/docker
containers=$engine/containers

# process PID: sets p_state and p_start (clock ticks since boot), which tell a process from a later one with its number.
process() {
  p_stat=
  { read -r p_stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # The name, in parentheses, may hold blanks; the fields after it are numbered from 3.
  set -f
  # shellcheck disable=SC2086 # split on purpose
  set -- 1 2 ${p_stat##*) }
  set +f
  p_state=$3
  p_start=${22}
}

# alive PID START: true if that very process still runs.
alive() {
  [ "$1" != 0 ] && process "$1" && [ "$p_start" = "$2" ] && [ "$p_state" != Z ]
}

# name_of FOLDER: sets name; false if the container has just gone away.
name_of() {
  { IFS= read -r name; } 2>/dev/null <"$1/config"
}

# load ID: sets c_* from the folder of a container; false if it has just gone away. One whose shim is gone died with the power.
load() {
  c_id=$1
  c_folder=$containers/$1
  {
    IFS= read -r c_name
    IFS= read -r c_image
    IFS= read -r c_restart
    IFS= read -r c_created
  } 2>/dev/null <"$c_folder/config" || return 1
  { read -r c_status c_exit c_pid c_pid_start c_restarts c_started c_finished; } 2>/dev/null <"$c_folder/state" || return 1
  c_shim=0
  c_shim_start=0
  { read -r c_shim c_shim_start; } 2>/dev/null <"$c_folder/shim"
  case $c_status in
    running | restarting)
      if ! alive "$c_shim" "$c_shim_start"; then
        c_status=exited
        c_exit=137
        c_pid=0
        c_finished=$c_started
      fi
      ;;
  esac
}

# find_container NAME_OR_ID: loads the container with this name or this beginning of an id.
find_container() {
  found=
  for find_folder in "$containers"/*; do
    name_of "$find_folder" || continue
    find_id=${find_folder##*/}
    if [ "$name" = "${1#/}" ]; then
      found=$find_id
      break
    fi
    case $find_id in "$1"*) found=$find_id ;; esac
  done
  [ -n "$found" ] && load "$found"
}

# label NAME: sets value to this label of the loaded container; false if it has none.
label() {
  value=
  while IFS= read -r label_line; do
    if [ "${label_line%%=*}" = "$1" ]; then
      value=${label_line#*=}
      return 0
    fi
  done 2>/dev/null <"$c_folder/labels"
  return 1
}

# launch ID: starts the container under a shim of its own, detached from the caller, and returns when it runs.
launch() {
  rm -f "$containers/$1/stopped"
  # The shim holds this pipe open until the container's state is written, and nothing else of the caller's: no lock outlives it.
  : "$(env -i BERTH_ROOT="$BERTH_ROOT" PATH="$PATH" BERTH_HOST_ADDRESS="$BERTH_HOST_ADDRESS" BERTH_CONTAINER="$1" \
    setsid sh "$BERTH_ROOT/lib/containerd-shim.sh" "$containers/$1" 2>/dev/null </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &)"
}

# end_at_once: kills every process of the loaded container: its shim, and whatever the container started.
end_at_once() {
  : >"$c_folder/stopped"
  kill_carrying "BERTH_CONTAINER=$c_id"
}

# kill_carrying ASSIGNMENT: kills every process with it in its environment, until none is left.
kill_carrying() {
  while :; do
    carrying=
    # shellcheck disable=SC2013 # the lines are paths without blanks
    for carrying_environ in $(grep -lszxF -- "$1" /proc/[0-9]*/environ); do
      carrying_environ=${carrying_environ%/environ}
      carrying="$carrying ${carrying_environ#/proc/}"
    done
    [ -n "$carrying" ] || break
    # shellcheck disable=SC2086 # a list
    kill -KILL $carrying 2>/dev/null
    sleep 0.01
  done
}
