#!/bin/sh
# build.sh TARGET: builds the docker-compose that go.mod pins into the file TARGET, once; about two minutes.
# For machines whose Docker came without it: Debian's does.
set -eu

# Absolute, because Go builds in another folder.
case $1 in
  /*) target=$1 ;;
  *) target=$PWD/$1 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
version=$(sed -n 's|^.*github.com/docker/compose/v2 \(v[0-9.]*\).*|\1|p' "$here/go.mod")
draft=$target.$$.draft

# shellcheck source=tools/lock.sh
. "$here/../lock.sh"

waiting_for() {
  :
}

is_current() {
  [ -x "$1" ] && [ "$("$1" version --short)" = "${version#v}" ]
}

mkdir -p "$(dirname "$target")"
trap 'rm -f "$draft"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
lock "$target.lock"
if is_current "$target"; then
  exit 0
fi
cd "$here"
nice go build -mod=readonly -trimpath -ldflags "-s -w -X github.com/docker/compose/v2/internal.Version=$version" \
  -o "$draft" github.com/docker/compose/v2/cmd
is_current "$draft" || {
  echo "what Go built does not run as docker-compose $version" >&2
  exit 1
}
mv -f "$draft" "$target"
