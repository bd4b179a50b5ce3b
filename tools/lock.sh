# shellcheck shell=sh
# A lock that a dead holder does not keep, for scripts to source: a symbolic link whose target is
# the holder's process id. Making a link is atomic everywhere, and needs no program such as flock.

# lock PATH: waits until it is ours; calls waiting_for PID once a second meanwhile.
lock() {
  until ln -s "$$" "$1" 2>/dev/null; do
    holder=$(readlink "$1" || :)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      take_away "$1" "$holder"
    else
      waiting_for "$holder"
      sleep 1
    fi
  done
}

# take_away PATH HOLDER: removes the lock of a dead holder. Only who holds the lock on that may, and
# looks again: of several who found the holder dead, all but the first would remove a living one's.
take_away() {
  lock "$1.$2"
  [ "$(readlink "$1" || :)" != "$2" ] || rm -f "$1"
  unlock "$1.$2"
}

# unlock PATH: gives it back, when it is ours.
unlock() {
  if [ "$(readlink "$1" || :)" = "$$" ]; then
    rm -f "$1"
  fi
}
