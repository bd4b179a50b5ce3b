# shellcheck shell=sh
# A lock between processes, for scripts to source. The kernel releases it when its holder ends; a child of the
# holder that runs on still has it, unless it was started with 9>&-. One lock per script.

# lock PATH: waits until the lock is ours; calls waiting_for PID once a second meanwhile.
lock() {
  command -v flock >/dev/null || {
    echo "there is no flock: install util-linux" >&2
    exit 1
  }
  exec 9<>"$1"
  until flock --nonblock 9; do
    read -r holder <"$1" || holder="?"
    waiting_for "$holder"
    sleep 1
  done
  echo "$$" >"$1"
}

# unlock: releases the lock; its file stays.
unlock() {
  exec 9>&-
}
