#!/bin/sh
# Makes the passwords, once, and gives each program a folder with its own. Those of Berth's programs are volumes:
# they run as the same user, and each mounts only its own.
# Runs as root in a container of its own, with the volume of the passwords at /passwords.
set -eu
umask 077
cd /passwords

made() {
  [ -s "made/$1" ] || {
    head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"made/$1.new"
    mv "made/$1.new" "made/$1"
  }
  cat "made/$1"
}

# give USER FOLDER FILE: what is written to it
give() {
  mkdir -p "$2"
  cat >"$2/$3.new"
  mv "$2/$3.new" "$2/$3"
  chown -R "$1" "$2"
}

# The first API key, as berth migrate makes it elsewhere: its last six characters are a checksum.
digits=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz
drawn() {
  LC_ALL=C tr -dc "$digits" </dev/urandom | head -c "$1"
}
made_key() {
  [ -s made/key ] || {
    start=berth_$(drawn 8)_$(drawn 32)
    crc=$(printf %s "$start" | gzip -c | tail -c 8 | od -An -tu4 -N4 --endian=little | tr -d ' ')
    checksum=
    for _ in 1 2 3 4 5 6; do
      checksum=$(printf %s "$digits" | cut -c $((crc % 62 + 1)))$checksum
      crc=$((crc / 62))
    done
    echo "$start$checksum" >made/key.new
    mv made/key.new made/key
  }
  cat made/key
}

mkdir -p made
# ./berth finds the key on the machine that runs this. One that is there stays: it may be a successor.
publish=yes
[ ! -s made/key ] || [ ! -s /here/key ] || publish=
for name in postgres temporal berth berth_worker berth_starter; do
  made "$name" | give postgres database "$name"
done
made temporal | give 1000 temporal password
made berth | give 10001 owner password
made_key | give 10001 owner key
for program in worker starter; do
  echo "{\"berth\": {\"registry\": {\"password\": \"$(made "berth_$program")\"}}}" |
    give 10001 "$program" registry.json
done
# What AWS knows them by: files of a real account (docker-compose.aws.yml), or what the simulated one expects.
# docs/simulator.md says how a token derives from the secret.
for program in worker starter; do
  if [ -e "/aws/$program" ]; then
    give 10001 "$program" credentials <"/aws/$program"
    continue
  fi
  token=$(printf '%s@local:%s' "$program" "$(made aws)" | sha256sum | cut -d ' ' -f 1)
  printf '[default]\naws_access_key_id = %s@local\naws_secret_access_key = simulated\naws_session_token = %s\n' \
    "$program" "$token" | give 10001 "$program" credentials
done
made aws | give 10002 aws secret
made berth_starter | give 10002 aws registry
made postgres | give 10002 aws postgres
# For the owner of the folder. Without it Berth runs as well.
if [ -n "$publish" ]; then
  { made_key >/here/key.new && chown "$(stat -c %u /here)" /here/key.new && mv /here/key.new /here/key; } ||
    echo "The first API key could not be put into the folder of BERTH_KEY_FOLDER; it is in /passwords/made/key." >&2
fi
