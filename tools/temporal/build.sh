#!/bin/sh
# build.sh TARGET: builds the Temporal server that go.mod pins into the file TARGET, in one step and
# once, however many ask for it. Prints its progress; the compiler's output goes to TARGET.log.
set -eu

target=$1
here=$(cd "$(dirname "$0")" && pwd)
version=$(sed -n 's|^require github.com/temporalio/cli v||p' "$here/go.mod")
draft=$target.$$.draft
work=$target.$$.work
builder=
seconds=0

# shellcheck source=tools/lock.sh
. "$here/../lock.sh"

is_current() {
  [ -x "$1" ] && "$1" --version 2>/dev/null | grep -qF "version $version "
}

progress() {
  if [ $((seconds % 10)) -eq 0 ]; then
    echo "building the Temporal server with Go, about five minutes, once ... $seconds s"
  fi
  seconds=$((seconds + 1))
}

waiting_for() {
  progress
}

clean_up() {
  if [ -n "$builder" ]; then
    kill "$builder" 2>/dev/null || :
  fi
  rm -rf "$draft" "$work"
}

mkdir -p "$(dirname "$target")"
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
lock "$target.lock"
if is_current "$target"; then
  exit 0
fi

cd "$here"
# At a low priority: Berth itself is often built beside it. Go ignores our SIGINT and leaves its work
# behind at any other end: it gets a folder for that.
mkdir "$work"
GOTMPDIR=$work nice go build -mod=readonly -trimpath \
  -ldflags "-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=$version" \
  -o "$draft" github.com/temporalio/cli/cmd/temporal >"$target.log" 2>&1 &
builder=$!
while kill -0 "$builder" 2>/dev/null; do
  progress
  sleep 1
  # It may have been downloaded meanwhile, and whoever wanted it may be gone.
  if is_current "$target" || ! kill -0 "$PPID" 2>/dev/null; then
    exit 0
  fi
done
if ! wait "$builder"; then
  builder=
  tail -n 5 "$target.log"
  exit 1
fi
builder=
if ! is_current "$draft"; then
  echo "what Go built does not run as Temporal $version"
  exit 1
fi
mv -f "$draft" "$target"
