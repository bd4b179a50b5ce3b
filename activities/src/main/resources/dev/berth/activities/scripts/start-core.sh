#!/bin/sh
# Starts one generation of a core, or adopts it when it runs. Answers from the container's real state.
# Parameters: CORE GENERATION INSTALLATION OPERATION IMAGE PORT MEMORY REGION SECRET
#             DATABASE_HOST DATABASE_PORT DATABASE CONNECTIONS WATCH_SECONDS
core=$(parameter CORE)
generation=$(parameter GENERATION)
image=$(parameter IMAGE)
port=$(parameter PORT)
name=berth-$core-$generation

exec 9>"$state/$core.lock"
flock 9

# The tombstone that a removal wrote: a start that arrives after it is too late.
removed=$(cat "$state/$core.removed" 2>/dev/null || echo 0)
[ "$generation" -gt "$removed" ] || superseded "generation $generation of core $core was removed"

running=no
all=$(docker ps -a -q --filter "label=berth.core=$core") || later "docker does not answer"
for container in $all; do
  is=$(docker inspect -f '{{index .Config.Labels "berth.generation"}} {{.State.Status}}' "$container") ||
    later "docker does not say what $container is"
  other=${is% *}
  [ "$other" -le "$generation" ] || superseded "generation $other of core $core is newer than $generation"
  if [ "$is" = "$generation running" ]; then
    running=yes
  else
    forget_core "berth-$core-$other"
  fi
done

if [ "$running" = no ]; then
  require_image "$image"
  secret=$(aws ssm get-parameter --region "$(parameter REGION)" --name "$(parameter SECRET)" --with-decryption \
    --query Parameter.Value --output text) || later "could not read the core's secrets"
  # Keys and passwords are letters and digits by construction, so that this needs no JSON parser on the host.
  field() { printf '%s' "$secret" | sed -n "s/.*\"$1\":\"\([A-Za-z0-9]*\)\".*/\1/p"; }
  key=$(field apiKey) password=$(field databasePassword)
  # Without a key a core answers to every caller.
  if [ -z "$key" ] || [ -z "$password" ]; then
    invalid "the secret $(parameter SECRET) has no key and password of letters and digits, as Berth writes them"
  fi
  keep_secrets "$name" <<END
API_KEYS=$key
POSTGRESQL_PASSWORD=$password
END
  run_core "$name" "$image" --restart unless-stopped -p "$port:3567" \
    --memory "$(parameter MEMORY)m" --memory-swap "$(parameter MEMORY)m" \
    --label "berth.installation=$(parameter INSTALLATION)" --label "berth.core=$core" \
    --label "berth.generation=$generation" --label "berth.operation=$(parameter OPERATION)" \
    -e "POSTGRESQL_USER=$core" -e "POSTGRESQL_HOST=$(parameter DATABASE_HOST)" -e "POSTGRESQL_PORT=$(parameter DATABASE_PORT)" \
    -e "POSTGRESQL_DATABASE_NAME=$(parameter DATABASE)" -e "POSTGRESQL_CONNECTION_POOL_SIZE=$(parameter CONNECTIONS)" \
    -e DISABLE_TELEMETRY=true || {
    # A refused port leaves the container behind. One of somebody else, which has the name, stays.
    all=$(docker ps -a -q --filter "label=berth.core=$core" --filter "label=berth.generation=$generation") ||
      later "docker does not answer"
    for container in $all; do
      docker rm -f -v "$container" >/dev/null || later "docker could not remove $container"
    done
    rm -f "$state/$name.env"
    exit 1
  }
fi

# A moment's look, so that one that cannot start is a definite no here. Not longer: the agent runs five scripts at once, and
# whoever waited here would keep the next core waiting. The check waits, and asks look-core.
deadline=$(($(date +%s) + $(parameter WATCH_SECONDS)))
# One that ran already may have been restarted long ago, and its log has moved on: of that one only the check can tell.
until [ "$running" = yes ] || docker logs --tail 100 "$name" 2>&1 | grep -q 'Started SuperTokens on' ||
  [ "$(date +%s)" -ge "$deadline" ]; do
  if ! is_running "$name"; then
    said=$(docker logs --tail 100 "$name" 2>&1 | masked "$state/$name.env")
    case $said in
      # The database server starts, stops or is full. What is started later is a new container: one without restarts.
      *'database system is starting up'* | *'database system is shutting down'* | *'too many connections for '* | \
        *'too many clients already'* | *'remaining connection slots are reserved'*)
        forget_core "$name"
        later "the database server takes no connections now: $said"
        ;;
    esac
    require_running "$name"
  fi
  sleep 0.2
done
printf '{"container":"%s","port":%s}\n' "$name" "$port"
