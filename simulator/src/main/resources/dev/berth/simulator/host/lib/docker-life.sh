# shellcheck shell=sh
# docker start, stop, restart, rm and logs. Every container named is tried; one that fails makes the exit code 1.
# shellcheck disable=SC2154 # c_* and the folders come from containers.sh

missing() { echo "Error response from daemon: No such container: $1" >&2; }

life_start() {
  failed=
  for wanted in "$@"; do
    if ! find_container "$wanted"; then
      missing "$wanted"
      failed="$failed $wanted"
      continue
    fi
    case $c_status in
      running | restarting) ;;
      *)
        if ! start_container; then
          echo "$refused" >&2
          failed="$failed $wanted"
          continue
        fi
        ;;
    esac
    echo "$wanted"
  done
  [ -z "$failed" ] || fail 1 "Error: failed to start containers:$failed"
}

# stop_container SECONDS: asks the loaded container to end, and kills it after that time.
stop_container() {
  : >"$c_folder/stopped"
  alive "$c_shim" "$c_shim_start" || return 0
  kill -TERM "$c_shim"
  stop_ticks=$(($1 * 20))
  while alive "$c_shim" "$c_shim_start"; do
    if [ "$stop_ticks" -le 0 ]; then
      end_at_once
      echo "exited 137 0 0 $c_restarts $c_started $(date +%s)" >"$c_folder/state"
      return 0
    fi
    stop_ticks=$((stop_ticks - 1))
    sleep 0.05
  done
}

life_stop() {
  patience=10
  result=0
  [ $# -gt 0 ] || usage stop '"docker stop" requires at least 1 argument.' 1
  while [ $# -gt 0 ]; do
    case $1 in
      -t | --time | --timeout) patience=$2 && shift ;;
      --time=* | --timeout=*) patience=${1#*=} ;;
      -*) usage stop "unknown flag: $1" ;;
      *)
        if find_container "$1"; then
          stop_container "$patience"
          echo "$1"
        else
          missing "$1"
          result=1
        fi
        ;;
    esac
    shift
  done
  exit $result
}

life_restart() {
  result=0
  for wanted in "$@"; do
    if find_container "$wanted"; then
      stop_container 10
      find_container "$wanted"
      if start_container; then
        echo "$wanted"
      else
        echo "$refused" >&2
        result=1
      fi
    else
      missing "$wanted"
      result=1
    fi
  done
  exit $result
}

life_rm() {
  force=
  result=0
  [ $# -gt 0 ] || usage rm '"docker rm" requires at least 1 argument.' 1
  for wanted in "$@"; do
    case $wanted in
      -f | --force | -fv | -vf) force=1 && continue ;;
      -v | --volumes) continue ;;
      -*) usage rm "unknown flag: $wanted" ;;
    esac
    if ! find_container "$wanted"; then
      missing "$wanted"
      # The real client forgives a missing container when it is forced.
      [ -n "$force" ] || result=1
      continue
    fi
    case $force$c_status in
      running | restarting)
        echo "Error response from daemon: You cannot remove a $c_status container $c_id. Stop the container before attempting removal or force remove" >&2
        result=1
        continue
        ;;
    esac
    end_at_once
    # Out of everyone's sight at once, then away.
    mv "$c_folder" "$engine/old-$c_id" && rm -rf "$engine/old-$c_id"
    echo "$wanted"
  done
  exit $result
}

life_logs() {
  tail=all
  wanted=
  while [ $# -gt 0 ]; do
    case $1 in
      -n | --tail) tail=$2 && shift ;;
      --tail=*) tail=${1#*=} ;;
      -*) usage logs "unknown flag: $1" ;;
      *) wanted=$1 ;;
    esac
    shift
  done
  find_container "$wanted" || { missing "$wanted" && exit 1; }
  if [ "$tail" = all ]; then cat "$c_folder/log"; else tail -n "$tail" "$c_folder/log"; fi
}
