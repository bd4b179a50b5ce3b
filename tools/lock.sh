# shellcheck shell=sh
# A lock that a dead holder does not keep, for scripts to source: a symbolic link whose target is
# the holder's process id. Making a link is atomic everywhere, and needs no program such as flock.

# lock PATH: waits until it is ours; calls waiting_for PID once a second meanwhile.
lock() {
  until ln -s "$$" "$1" 2>/dev/null; do
    holder=$(readlink "$1" || :)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -f "$1"
    else
      waiting_for "$holder"
      sleep 1
    fi
  done
}

# unlock PATH: gives it back, when it is ours.
unlock() {
  if [ "$(readlink "$1" || :)" = "$$" ]; then
    rm -f "$1"
  fi
}
