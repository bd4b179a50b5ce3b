#!/bin/sh
# Makes a builder fit to be cloned: reads once what is on it, then takes away whatever makes it this host and no other.
# Parameters: IMAGE DIGEST
root=${BERTH_ROOT:-}

all=$(docker ps -a -q) || later "docker does not answer"
for container in $all; do
  docker rm -f -v "$container" >/dev/null || later "docker could not remove $container"
done
content=$(docker image inspect -f '{{.RepoDigests}}' "$(parameter IMAGE)")
case $content in
  *"$(parameter DIGEST)"*) ;;
  *) say "the tag was moved meanwhile: $(parameter IMAGE) is $content, not $(parameter DIGEST)" && exit 1 ;;
esac
# A block that cannot be read is found here, and not on every host that boots from it.
find "$root/var/lib/docker" -type f -exec cat {} + >/dev/null

rm -f "$root"/etc/ssh/ssh_host_* "$root"/var/lib/docker/engine-id "$root"/var/lib/systemd/random-seed
rm -rf "$root"/var/lib/cloud "$root"/var/cache/dnf "$root"/root/.ssh "$root"/home/ec2-user/.ssh
# The agent's registration; not the files of the command that runs just now, which are kept under the instance's own id.
rm -rf "$root"/var/lib/amazon/ssm/runtimeconfig "$root"/var/lib/amazon/ssm/Vault "$root"/var/lib/amazon/ssm/registration
[ ! -e "$root/etc/machine-id" ] || : >"$root/etc/machine-id" # empty: made anew at the next boot
rm -rf "$state"
sync
printf '{"content":"%s"}\n' "$content"
