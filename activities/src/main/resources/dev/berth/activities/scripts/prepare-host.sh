#!/bin/sh
# Makes a host ready for cores: Docker is installed and runs, the cores' image is there. Costs little where it is so already.
# Parameters: IMAGE PACKAGE
image=$(parameter IMAGE)

exec 9>"$state/host.lock"
flock 9

docker=present
if ! command -v docker >/dev/null; then
  docker=installed
  # On a first boot cloud-init and the agent's own update hold the RPM lock for seconds (aws.md 4.5).
  tries=0
  until dnf install -y -q "$(parameter PACKAGE)" >&2; do
    tries=$((tries + 1))
    [ "$tries" -lt 5 ] || later "dnf could not install docker"
    sleep 5
  done
fi
systemctl enable --now docker >&2
docker info >/dev/null || later "docker does not answer yet"
require_image "$image"
# Whoever proves an image asks later what was missing on it.
printf 'docker %s, image %s\n' "$docker" "$image_is" >>"$state/prepared"
printf '{"docker":"%s","image":"%s"}\n' "$docker" "$image_is"
