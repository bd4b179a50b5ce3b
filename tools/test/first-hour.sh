#!/usr/bin/env bash
# Tries the commands of a first hour with Berth, and of an operator's night, against the world of this checkout:
#   ./berth up -d && tools/test/first-hour.sh
# Each line of output is one command. The script ends with 1 when an answer is not the right one. The world is as
# good as before afterwards: what the script deploys stays, and a simulated fault that it sets is removed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit

wrong=0
run=first-$$
faults=$(./berth status | grep -o 'http://[^ ]*/_simulator' | head -n 1)/faults
header=$(./berth status | grep -o '@[^ ]*/header' | head -n 1)
api=$(./berth status | grep ' API ' | grep -o 'http://[^ /]*')
key=$(cat .berth/world/key)
out=$(mktemp)
trap 'rm -f "$out"' EXIT

# answers CODE PATTERN COMMAND ...: the exit code, and a line of the answer that the (extended) pattern matches.
answers() {
  local code=$1 pattern=$2 got=0
  shift 2
  "$@" >"$out" 2>&1 </dev/null || got=$?
  if [[ $got == "$code" ]] && grep -qE -- "$pattern" "$out"; then
    printf 'ok     %s\n' "$*"
  else
    printf 'WRONG  %s\n       exit %s, not %s; no line has: %s\n' "$*" "$got" "$code" "$pattern"
    sed 's/^/       | /' "$out" | head -n 8
    wrong=1
  fi
}

# requests STATUS METHOD PATH [BODY]: what the API answers.
requests() {
  local status=$1 method=$2 path=$3 got
  got=$(curl -s -o "$out" -w '%{http_code}' -X "$method" -H 'Content-Type: application/json' -H "Authorization: Bearer $key" \
    ${4+-d "$4"} "$api$path")
  if [[ $got == "$status" ]]; then
    printf 'ok     %s %s %s\n' "$method" "$path" "${4-}"
  else
    printf 'WRONG  %s %s %s\n       %s, not %s\n' "$method" "$path" "${4-}" "$got" "$status"
    wrong=1
  fi
}

[[ $api == http* ]] || {
  echo "No world runs in this checkout. Start one: ./berth up -d" >&2
  exit 2
}

echo "- words and options"
answers 0 'Usage: berth deploy' ./berth help deploy
answers 0 '^berth [0-9]+\.' ./berth --version
answers 0 '^berth [0-9]+\.' ./berth list -V
answers 0 'complete' ./berth completion bash
answers 2 'Did you mean up\?' ./berth upp
answers 2 'Did you mean list\?' ./berth lst
answers 2 "Unknown command 'delete'\.$" ./berth delete
answers 2 'is not a URL such as http://127.0.0.1:8480' ./berth list --url 127.0.0.1:8480
answers 2 "'banana' is not a whole number" ./berth events --after banana
answers 0 '"cores"' ./berth list --json --json
answers 2 "Unknown option '--foo'" ./berth up --foo
answers 4 'To start Berth on this machine: ./berth up' ./berth list --url http://127.0.0.1:9

echo "- nothing is done quietly"
answers 2 "Missing required option" ./berth freeze --region us-east-1
answers 2 'add --yes' ./berth sweep --go
answers 2 'No such operation is held' ./berth retry --all --yes --customer "$run"
answers 2 'Say how many hosts' ./berth pool set dedicated
answers 2 'There is no freeze of all regions' ./berth thaw

echo "- a customer"
answers 0 "$run/production is ready" ./berth deploy "$run" --wait
answers 0 "$run +production +ready" ./berth list --customer "$run"
answers 0 '^[A-Za-z0-9]{40}$' ./berth credentials "$run" production
answers 0 'is ready\.' ./berth why "$run" production
answers 0 'core.registered' ./berth events --customer "$run"
answers 0 'operation .* is ready' ./berth restart "$run" development --wait
host=$(./berth show "$run" production --json | sed -n 's/.*"hostId" : "\([^"]*\)".*/\1/p' | head -n 1)
answers 0 'is ready|ended' ./berth why "$host"
answers 0 'is not frozen' ./berth why us-east-1
answers 6 "$run/production" ./berth host retire "$host" --yes

echo "- a hold: found, cured"
curl -s -o "$out" -X POST -H "$header" -H 'Content-Type: application/json' "$faults" -d '{"kind": "fail", "operation": "PutParameter",
  "times": 1000000, "code": "AccessDeniedException", "status": 400}'
./berth deploy "$run" held --plan packed >/dev/null
for _ in $(seq 60); do
  ./berth operations --state held --customer "$run" | grep -q held && break
  sleep 1
done
answers 0 'held .*denied' ./berth operations --state held --customer "$run"
answers 0 'held \(deploying\)' ./berth list --customer "$run"
answers 0 "berth retry $run held" ./berth why "$run" held
answers 5 'goes on' ./berth retry "$run" held --wait --timeout 1s
curl -s -o "$out" -X DELETE -H "$header" "$faults"
answers 0 'ready' ./berth retry --all --reason denied --customer "$run" --yes --wait
answers 6 'has ended' ./berth cancel "$run" held --yes

echo "- the API takes no guesses"
requests 400 PUT /v1/pools/us-east-1/dedicated '{"running": false, "stopped": false}'
requests 400 POST "/v1/hosts/$host/cordon" '{"reason": false}'
requests 400 GET '/v1/cores?limit='
requests 400 GET '/v1/cores?colour=red'
requests 400 GET '/v1/operations?reason=denyed'
requests 404 GET /v1/cores/nobody/production
requests 405 DELETE /v1/cores
requests 200 GET /
requests 200 GET /health

exit "$wrong"
