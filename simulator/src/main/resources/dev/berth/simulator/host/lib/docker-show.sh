# shellcheck shell=sh
# docker ps and docker inspect: filters, and the part of Go's templates that scripts use.
# shellcheck disable=SC2154 # c_* and the folders come from containers.sh

# render FORMAT FIELD: sets rendered to FORMAT with every {{expression}} replaced by what FIELD says about it.
render() {
  render_rest=$1
  rendered=
  while :; do
    case $render_rest in
      *'{{'*) ;;
      *) break ;;
    esac
    rendered=$rendered${render_rest%%'{{'*}
    render_rest=${render_rest#*'{{'}
    case $render_rest in
      *'}}'*) ;;
      *) fail 1 'template parsing error: template: :1: unclosed action' ;;
    esac
    expression=${render_rest%%'}}'*}
    render_rest=${render_rest#*'}}'}
    while :; do
      case $expression in
        ' '*) expression=${expression# } ;;
        *' ') expression=${expression% } ;;
        *) break ;;
      esac
    done
    "$2" "$expression"
    rendered=$rendered$value
  done
  rendered=$rendered$render_rest
}

# ago SECONDS: sets spoken to a length of time in the engine's words.
ago() {
  if [ "$1" -lt 1 ]; then spoken='Less than a second'
  elif [ "$1" -eq 1 ]; then spoken='1 second'
  elif [ "$1" -lt 60 ]; then spoken="$1 seconds"
  elif [ "$1" -lt 120 ]; then spoken='About a minute'
  elif [ "$1" -lt 3600 ]; then spoken="$(($1 / 60)) minutes"
  elif [ "$1" -lt 5400 ]; then spoken='About an hour'
  elif [ "$1" -lt 172800 ]; then spoken="$((($1 + 1800) / 3600)) hours"
  else spoken="$(($1 / 86400)) days"; fi
}

status_text() {
  case $c_status in
    created) value=Created ;;
    running) ago $(($(date +%s) - c_started)) && value="Up $spoken" ;;
    restarting) ago $(($(date +%s) - c_finished)) && value="Restarting ($c_exit) $spoken ago" ;;
    *) ago $(($(date +%s) - c_finished)) && value="Exited ($c_exit) $spoken ago" ;;
  esac
}

ports_text() {
  value=
  [ "$c_status" = running ] || return 0
  while read -r text_address text_host text_container; do
    value="$value${value:+, }$text_address:$text_host->$text_container/tcp"
  done 2>/dev/null <"$c_folder/ports"
}

list_field() {
  case $1 in
    .ID) value=$(printf %.12s "$c_id") ;;
    .Names) value=$c_name ;;
    .Image) value=$c_image ;;
    .State) value=$c_status ;;
    .Status) status_text ;;
    .Ports) ports_text ;;
    .Label\ \"*\")
      value=${1#*\"}
      label "${value%\"}" || value=
      ;;
    *) fail 1 "failed to execute template: template: :1:2: executing \"\" at <$1>: can't evaluate field ${1#.} in type *formatter.ContainerContext" ;;
  esac
}

# Filters of one kind are alternatives, of different kinds conditions; several labels must all be there.
matches() {
  has_name=$([ -z "$names" ] && echo 1)
  has_status=$([ -z "$states" ] && echo 1)
  set -f
  for wanted in $names; do
    if printf '%s\n' "$c_name" "/$c_name" | grep -qE -- "$wanted"; then has_name=1; fi
  done
  for wanted in $states; do [ "$c_status" != "$wanted" ] || has_status=1; done
  has_labels=1
  for wanted in $labels; do
    case $wanted in
      *=*) label "${wanted%%=*}" && [ "$value" = "${wanted#*=}" ] || has_labels= ;;
      *) label "$wanted" || has_labels= ;;
    esac
  done
  set +f
  [ -n "$has_name" ] && [ -n "$has_status" ] && [ -n "$has_labels" ]
}

add_filter() {
  case $1 in
    name=*) names="$names ${1#*=}" ;;
    label=*) labels="$labels ${1#*=}" ;;
    status=created | status=running | status=restarting | status=exited) states="$states ${1#*=}" ;;
    *) fail 1 "Error response from daemon: Invalid filter '$1'" ;;
  esac
}

list() {
  names='' labels='' states='' all='' format='' quiet=''
  while [ $# -gt 0 ]; do
    case $1 in
      -a | --all) all=1 ;;
      -q | --quiet) quiet=1 ;;
      -aq | -qa) all=1 && quiet=1 ;;
      --no-trunc) ;;
      -f | --filter) add_filter "${2-}" && shift ;;
      --filter=*) add_filter "${1#*=}" ;;
      --format) format=${2-} && shift ;;
      --format=*) format=${1#*=} ;;
      *) usage ps "unknown flag: $1" ;;
    esac
    shift
  done
  if [ -n "$quiet" ]; then
    format='{{.ID}}'
  elif [ -z "$format" ]; then
    format='{{.ID}}   {{.Image}}   {{.Status}}   {{.Ports}}   {{.Names}}'
    echo 'CONTAINER ID   IMAGE   STATUS   PORTS   NAMES'
  fi
  # The client turns \t and \n into what they mean, here and not in inspect.
  format=$(printf '%s' "$format" | sed 's/\\t/\t/g; s/\\n/\n/g')
  for list_folder in "$containers"/*; do
    load "${list_folder##*/}" || continue
    case $all$states-$c_status in
      -running | -restarting | ?*-*) ;;
      *) continue ;;
    esac
    matches || continue
    render "$format" list_field
    printf '%s\n' "$rendered"
  done
}

inspect_field() {
  case $1 in
    .Id | .ID) value=$c_id ;;
    .Name) value=/$c_name ;;
    .RestartCount) value=$c_restarts ;;
    .Config.Image) value=$c_image ;;
    .HostConfig.RestartPolicy.Name) value=${c_restart%%:*} ;;
    .State.Status) value=$c_status ;;
    .State.ExitCode) value=$c_exit ;;
    .State.Pid) value=$c_pid ;;
    .State.Running) case $c_status in running | restarting) value=true ;; *) value=false ;; esac ;;
    .State.Restarting) case $c_status in restarting) value=true ;; *) value=false ;; esac ;;
    index\ .Config.Labels\ \"*\")
      value=${1#*\"}
      label "${value%\"}" || value=
      ;;
    *)
      echo
      fail 1 "template parsing error: template: :1:2: executing \"\" at <$1>: this stand-in has no such entry"
      ;;
  esac
}

image_field() {
  case $1 in
    .Id | .ID) value=sha256:$(printf %s "$image" | sha256sum | cut -c1-64) ;;
    .RepoTags) value="[$image]" ;;
    .RepoDigests) value="[${image%:*}@sha256:$(printf %s "$image" | sha256sum | cut -c1-64)]" ;;
    .Tag) value=$image ;;
    .Config.User) value= ;;
    # One word a line, as "println ." would print them: see container.sh for what stands for an image.
    range\ .Config.Entrypoint)
      command_of "$image" && value="/bin/sh
-c
$mapped
$image
"
      ;;
    range\ .Config.Cmd | println\ . | end) value= ;;
    *) fail 1 "template parsing error: template: :1:2: executing \"\" at <$1>: this stand-in has no such entry" ;;
  esac
}

# inspect_one NAME: sets rendered; false if there is no such thing.
inspect_one() {
  if [ "$kind" != image ] && find_container "$1"; then
    [ -n "$format" ] || format='{"Id": "{{.Id}}", "Name": "{{.Name}}", "RestartCount": {{.RestartCount}}, "State": {"Status": "{{.State.Status}}", "Running": {{.State.Running}}, "Pid": {{.State.Pid}}, "ExitCode": {{.State.ExitCode}}}, "Config": {"Image": "{{.Config.Image}}"}}'
    render "$format" inspect_field
  elif [ "$kind" != container ] && canonical "$1" && [ -e "$images/$image" ]; then
    [ -n "$format" ] || format='{"Id": "{{.Id}}", "RepoTags": ["{{.Tag}}"]}'
    render "$format" image_field
  else
    return 1
  fi
}

inspect() {
  format=
  wanted_names=
  while [ $# -gt 0 ]; do
    case $1 in
      -f | --format) format=${2-} && shift ;;
      --format=*) format=${1#*=} ;;
      --type=container | --type=image) kind=${1#*=} ;;
      -*) usage inspect "unknown flag: $1" ;;
      *) wanted_names="$wanted_names $1" ;;
    esac
    shift
  done
  asked=$format
  result=0
  for wanted in $wanted_names; do
    format=$asked
    if inspect_one "$wanted"; then
      if [ -n "$asked" ]; then printf '%s\n' "$rendered"; else printf '[%s]\n' "$rendered"; fi
    else
      if [ -z "$asked" ]; then echo '[]'; else echo; fi
      case $kind in
        object) echo "Error: No such object: $wanted" >&2 ;;
        *) echo "Error response from daemon: No such $kind: $wanted" >&2 ;;
      esac
      result=1
    fi
  done
  exit $result
}
