#!/bin/sh
# build.sh [STAGE]: builds the images of worker, starter and AWS simulator from what Maven made ("./berth
# tools" is enough), with the version, revision and source of this checkout on them. "docker compose build" needs
# no Maven here, and makes the same from the sources alone.
set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
cd "$home"
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' pom.xml)
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
source=${BERTH_SOURCE:-$(git remote get-url origin 2>/dev/null || echo unknown)}
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT

for made in worker/target/classes worker/target/lib starter/target/classes starter/target/lib \
  cli/target/classes cli/target/lib servers/target/classes simulator/target/classes audit/target/classes \
  local/target/classes; do
  [ -d "$made" ] || {
    echo "there is no $made: run ./berth tools first" >&2
    exit 1
  }
  mkdir -p "$context/$(dirname "$made")"
  # Links, not copies, where the file system can: they are 200 MB.
  cp -al "$made" "$context/$made" 2>/dev/null || cp -a "$made" "$context/$made"
done
mkdir "$context/compose"
cp compose/java.options compose/healthy.sh "$context/compose"

for program in worker starter aws; do
  # The classic builder, which an engine without buildx has, too.
  DOCKER_BUILDKIT=0 docker build --quiet --file Dockerfile --target "$program" --tag "berth/$program:$version" \
    --build-arg BUILDER=eclipse-temurin:25-jre --build-arg "VERSION=$version" --build-arg "REVISION=$revision" \
    --build-arg "SOURCE=$source" "$context"
done
