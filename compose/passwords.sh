#!/bin/sh
# Makes the passwords, once, and gives each of those who need one a folder that only it can read.
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

mkdir -p made
for name in postgres temporal berth; do
  made "$name" | give postgres database "$name"
done
made temporal | give 1000 temporal password
echo "{\"berth\": {\"registry\": {\"password\": \"$(made berth)\"}}}" | give 10001 berth registry.json
made berth | give 10002 aws registry
made postgres | give 10002 aws postgres
