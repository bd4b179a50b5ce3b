#!/bin/sh
# lookalikes.sh FOLDER: for tests on machines that reach no image registry. Sees to it that the engine has
# the public images that Dockerfile and docker-compose.yml name: pulled where that works, else one that is
# made here, from Debian's packages, the JDK and Temporal's sources, and behaves the same where we look. Those
# have the label berth.look-alike. FOLDER keeps the parts.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
mkdir -p "$1"
parts=$(cd "$1" && pwd)
context=$parts/context

# image NAME: with the tag that our files say.
image() {
  sed -n "s#^.*\(image:\|FROM\) \($1:[^ ]*\).*#\2#p" "$home/docker-compose.yml" "$home/Dockerfile" | head -n 1
}

# What look-alikes are made of: one that was made of something else is made again.
made=$(cat "$here"/lookalikes.* "$here/postgres-entrypoint.sh" | cksum | cut -d ' ' -f 1)

have() {
  if label=$(docker image inspect --format '{{index .Config.Labels "berth.look-alike"}}' "$1" 2>/dev/null); then
    [ -z "$label" ] || [ "$label" = "$made" ]
  else
    [ -z "$offline" ] && timeout 300 docker pull --quiet "$1"
  fi
}

# Debian as it is here, with what the look-alikes need; no cluster is made of PostgreSQL.
make_base() {
  docker image inspect "berth/look-alike-base:$made" >/dev/null 2>&1 && return
  # shellcheck source=/dev/null
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  set -- /etc/apt/sources.list.d/debian.sources
  [ -e "$1" ] || set -- /etc/apt/sources.list
  # shellcheck disable=SC2016 # the hooks have parameters of their own
  mmdebstrap --quiet --variant=minbase --include=ca-certificates,netcat-openbsd,postgresql \
    --essential-hook='mkdir "$1/etc/postgresql-common"' \
    --essential-hook='echo "create_main_cluster = false" >"$1/etc/postgresql-common/createcluster.conf"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    "$suite" "$parts/base.tar" "$1"
  docker import "$parts/base.tar" "berth/look-alike-base:$made" >/dev/null
  rm "$parts/base.tar"
}

make_java() {
  [ -x "$context/java/bin/java" ] || "$JAVA_HOME/bin/jlink" --output "$context/java" --strip-debug --no-man-pages --no-header-files \
    --add-modules java.se,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.security.jgss,jdk.unsupported,jdk.zipfs
}

# The same module as the "temporal" of tests: most is compiled already.
make_temporal() {
  cd "$home/tools/temporal"
  for program in temporal-server=go.temporal.io/server/cmd/server temporal-sql-tool=go.temporal.io/server/cmd/tools/sql \
    ui-server=github.com/temporalio/ui-server/v2/cmd/server temporal=github.com/temporalio/cli/cmd/temporal; do
    [ -x "$context/${program%%=*}" ] ||
      nice go build -mod=readonly -trimpath -ldflags '-s -w' -o "$context/${program%%=*}" "${program#*=}"
  done
  server=$(go list -m -f '{{.Dir}}' go.temporal.io/server)
  ui=$(go list -m -f '{{.Dir}}' github.com/temporalio/ui-server/v2)
  rm -rf "$context/schema" "$context/ui-config"
  cp -r "$server/schema" "$context/schema"
  cp "$server/docker/scripts/sh/entrypoint.sh" "$context/temporal-entrypoint.sh"
  cp -r "$ui/config" "$context/ui-config"
  cp "$ui/docker/start-ui-server.sh" "$context"
  chmod -R u+w,a+rX "$context/schema" "$context/ui-config"
}

make() {
  DOCKER_BUILDKIT=0 docker build --quiet --file "$here/lookalikes.Dockerfile" --target "$1" --tag "$2" \
    --build-arg "MADE=$made" "$context" >/dev/null
  echo "look-alike: $2"
}

offline=
have "$(image eclipse-temurin)" 2>/dev/null || offline=yes
if [ -n "$offline" ]; then
  mkdir -p "$context"
  cp "$here/postgres-entrypoint.sh" "$context"
  make_base
  make_java
  make_temporal
fi
for name in eclipse-temurin=java postgres=postgres temporalio/server=server temporalio/admin-tools=admin-tools temporalio/ui=ui; do
  tagged=$(image "${name%%=*}")
  have "$tagged" || make "${name#*=}" "$tagged"
done
