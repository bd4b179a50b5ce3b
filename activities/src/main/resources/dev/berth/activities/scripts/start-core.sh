#!/bin/sh
# Starts one generation of a core, or adopts it when it runs. Answers from the container's real state.
# Parameters: CORE GENERATION INSTALLATION OPERATION IMAGE PORT MEMORY REGION SECRET
#             DATABASE_HOST DATABASE_PORT DATABASE CONNECTIONS WATCH_SECONDS
core=$(parameter CORE)
generation=$(parameter GENERATION)
port=$(parameter PORT)
name=berth-$core-$generation

exec 9>"$state/$core.lock"
flock 9

# The tombstone that a removal wrote: a start that arrives after it is too late.
removed=$(cat "$state/$core.removed" 2>/dev/null || echo 0)
[ "$generation" -gt "$removed" ] || superseded "generation $generation of core $core was removed"

running=no
for container in $(docker ps -a -q --filter "label=berth.core=$core"); do
  other=$(docker inspect -f '{{index .Config.Labels "berth.generation"}}' "$container")
  [ "$other" -le "$generation" ] || superseded "generation $other of core $core is newer than $generation"
  if [ "$other" -eq "$generation" ] && [ "$(docker inspect -f '{{.State.Status}}' "$container")" = running ]; then
    running=yes
  else
    docker rm -f "$container" >/dev/null
  fi
done

if [ "$running" = no ]; then
  umask 077
  mkdir -p "${BERTH_ROOT:-}/run/berth"
  environment=$(mktemp "${BERTH_ROOT:-}/run/berth/core.XXXXXX")
  trap 'rm -f "$environment"' EXIT
  secret=$(aws ssm get-parameter --region "$(parameter REGION)" --name "$(parameter SECRET)" --with-decryption \
    --query Parameter.Value --output text) || later "could not read the core's secrets"
  # Keys and passwords are letters and digits by construction, so that this needs no JSON parser on the host.
  field() { printf '%s' "$secret" | sed -n "s/.*\"$1\":\"\([A-Za-z0-9]*\)\".*/\1/p"; }
  cat >"$environment" <<END
API_KEYS=$(field apiKey)
POSTGRESQL_USER=$core
POSTGRESQL_PASSWORD=$(field databasePassword)
POSTGRESQL_HOST=$(parameter DATABASE_HOST)
POSTGRESQL_PORT=$(parameter DATABASE_PORT)
POSTGRESQL_DATABASE_NAME=$(parameter DATABASE)
POSTGRESQL_CONNECTION_POOL_SIZE=$(parameter CONNECTIONS)
DISABLE_TELEMETRY=true
END
  docker run -d --name "$name" --restart unless-stopped --memory "$(parameter MEMORY)m" -p "$port:3567" \
    --label "berth.installation=$(parameter INSTALLATION)" --label "berth.core=$core" \
    --label "berth.generation=$generation" --label "berth.operation=$(parameter OPERATION)" \
    --env-file "$environment" "$(parameter IMAGE)" >/dev/null || { docker rm -f "$name" >/dev/null 2>&1; exit 1; }
fi

# A moment's look, so that one that cannot start is a definite no here. Not longer: the agent runs five scripts at once, and
# whoever waited here would keep the next core waiting. The check waits, and asks look-core.
deadline=$(($(date +%s) + $(parameter WATCH_SECONDS)))
until docker logs --tail 100 "$name" 2>&1 | grep -q 'Started SuperTokens on' || [ "$(date +%s)" -ge "$deadline" ]; do
  require_running "$name"
  sleep 0.2
done
printf '{"container":"%s","port":%s}\n' "$name" "$port"
