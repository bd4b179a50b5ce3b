# shellcheck shell=sh
# Images: which command stands for one, which are on this host, and the port that a container may have.
# shellcheck disable=SC2154 # c_* and the folders come from containers.sh
# shellcheck disable=SC2034 # what the callers read, and what a line holds besides
images=$engine/images

version() {
  printf 'Client:\n Version:           25.0.8\n'
  engine_needed 1 ''
  printf '\nServer:\n Engine:\n  Version:          25.0.8\n'
}

info() {
  printf 'Client:\n Version:    25.0.8\n\nServer:\n'
  engine_needed 1 ''
  printf ' Server Version: 25.0.8\n'
}

# canonical NAME: sets image to the full name of an image, tag included; false if it is none.
canonical() {
  image=${1#docker.io/}
  case $image in
    '' | *[!a-zA-Z0-9._/:@-]* | *..* | /* | */ | -*) return 1 ;;
  esac
  case ${image##*/} in *[:@]*) ;; *) image=$image:latest ;; esac
}

# command_of IMAGE: sets mapped to the command that stands for it, from the first line of the map whose pattern fits.
command_of() {
  while read -r map_pattern mapped; do
    # shellcheck disable=SC2254 # a pattern it is
    case $1 in $map_pattern) return 0 ;; esac
  done <"$BERTH_ROOT/etc/images"
  return 1
}

# pull_struck: true, with the engine's words in refused, if a fault of pulls is scripted.
pull_struck() {
  if fault docker-pull; then
    refused='Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'
  elif fault disk-full; then
    refused='failed to register layer: Error processing tar file(exit status 1): write /usr/lib/jvm/lib/modules: no space left on device'
  else
    return 1
  fi
}

# fetch NAME: false, with the real registry's words in refused, if there is no such image; quick if it is here already.
fetch() {
  refused=
  canonical "$1" || { refused='invalid reference format' && return 1; }
  fetch_tag=${image##*:}
  if [ -e "$images/$image" ]; then
    # Only a pull asks the registry about an image that is here.
    [ -z "${pull_name-}" ] || delay docker-pull-check
    fetched='Image is up to date'
    return 0
  fi
  if pull_struck; then return 1; fi
  if ! command_of "$image"; then
    refused="Error response from daemon: pull access denied for ${image%:*}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied"
    return 1
  fi
  if [ "$mapped" = absent ]; then
    refused="Error response from daemon: manifest for $image not found: manifest unknown: manifest unknown"
    return 1
  fi
  [ -n "${pull_quiet-}" ] || echo "$fetch_tag: Pulling from ${image%:*}"
  delay docker-pull
  mkdir -p "$images/${image%/*}"
  : >"$images/$image"
  fetched='Downloaded newer image'
}

pull() {
  pull_name=''
  pull_quiet=''
  for pull_word in "$@"; do
    case $pull_word in
      -q | --quiet) pull_quiet=1 ;;
      --platform=*) ;;
      -*) usage pull "unknown flag: $pull_word" ;;
      *) pull_name=$pull_word ;;
    esac
  done
  [ -n "$pull_name" ] || usage pull "\"docker pull\" requires exactly 1 argument." 1
  fetch "$pull_name" || fail 1 "$refused"
  [ -n "$pull_quiet" ] || printf 'Status: %s for %s\n' "$fetched" "$image"
  printf 'docker.io/%s\n' "$image"
}

# port_taken: true if a container other than the loaded one publishes one of its ports; sets taken to "address:port".
port_taken() {
  taken_id=$c_id
  taken_ports=$c_folder/ports
  while read -r taken_address taken_port taken_rest; do
    for taken_folder in "$containers"/*; do
      [ "${taken_folder##*/}" != "$taken_id" ] || continue
      while read -r other_address other_port other_rest; do
        [ "$other_port" = "$taken_port" ] || continue
        load "${taken_folder##*/}" || continue
        case $c_status in
          running | restarting)
            taken=$taken_address:$taken_port
            load "$taken_id"
            return 0
            ;;
        esac
      done 2>/dev/null <"$taken_folder/ports"
    done
  done <"$taken_ports"
  load "$taken_id"
  return 1
}

# start_container: starts the loaded container; false, with the engine's words in refused, if its port is taken.
start_container() {
  # One at a time decides about ports; the shim must not inherit the lock.
  exec 9>"$BERTH_ROOT/run/docker.lock"
  flock 9
  if port_taken; then
    exec 9>&-
    refused="Error response from daemon: driver failed programming external connectivity on endpoint $c_name ($c_id): Bind for $taken failed: port is already allocated"
    return 1
  fi
  launch "$c_id"
  exec 9>&-
}
