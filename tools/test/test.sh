#!/bin/sh
# Runs the tests of this checkout and prints a screenful.
#
#   test.sh                  the tests that need no more than the README says, without the runs of chaos. The fault
#                            matrix plays one fault at each activity of every scenario
#   test.sh all              every test: also chaos, and what needs a container engine, Chromium or shellcheck. As root
#                            on Debian what is missing is installed; elsewhere it is named, and nothing is run. The
#                            fault matrix plays each fault at each activity of every scenario
#   test.sh fast             the tests without those of worker, starter and local; needs no Temporal server
#   test.sh repeat CLASS N   one class, N times, until it fails
#
# Options (words with a dash) go to Maven. Everything that Maven and the tests print is in .berth/test.log.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
log=$root/.berth/test.log
mkdir -p "$root/.berth"
cd "$root"

say() {
  echo "berth: $*" >&2
}

fail() {
  say "$@"
  exit 2
}

# has PROGRAM ...: whether one of these is on the PATH.
has() {
  for program; do
    ! command -v "$program" >/dev/null || return 0
  done
  return 1
}

# The Debian packages that the tests of "all" need and this machine does not have.
missing() {
  has shellcheck || echo shellcheck
  [ -n "${BERTH_CHROMIUM-}" ] || has chromium google-chrome || echo chromium
  [ -n "${BERTH_CHROMEDRIVER-}" ] || has chromedriver || echo chromium-driver
  { has docker && { docker info >/dev/null 2>&1 || { has dockerd && [ "$(id -u)" = 0 ]; }; }; } || echo docker.io
}

get_what_is_missing() {
  # shellcheck disable=SC2046 # a list of packages
  set -- $(missing)
  [ $# -gt 0 ] || return 0
  { has apt-get && [ "$(id -u)" = 0 ]; } ||
    fail "\"test all\" needs what this machine lacks (names of Debian's packages): $*. Install it, or run \"berth test\"."
  say "installing $*"
  # "set -e" holds in a shell of its own only: here it is the left side of "||".
  sh -euc '
    engine=$1
    shift
    apt-get update -qq
    for package; do
      case $package in
        docker.io) "$engine" install ;;
        *) apt-get install -y -qq --no-install-recommends "$package" ;;
      esac
    done' install "$root/tools/engine/engine.sh" "$@" >"$log" 2>&1 || {
    tail -n 5 "$log" >&2
    fail "could not install $* (log: $log)"
  }
}

# mawk reads its input in large pieces unless it is told not to; other kinds of awk do not know the option.
unbuffered=
case $(awk -W version 2>&1 </dev/null | head -n 1) in
  mawk*) unbuffered="-W interactive" ;;
esac

# run_tests MAVEN-OPTION ...: one run, its log and its summary; the exit status is Maven's.
# shellcheck disable=SC2086 # unbuffered is a list of options
run_tests() {
  rm -f "$log.status"
  # Maven adds libraries there and takes none away: one that is not needed any more would still be loaded.
  rm -rf ./*/target/lib
  {
    status=0
    mvn -B -ntp verify "$@" 2>&1 || status=$?
    echo "$status" >"$log.status"
  } | tee "$log" | awk $unbuffered -v file_of_log="$log" -f "$here/summary.awk"
  return "$(cat "$log.status")"
}

repeat() {
  [ $# -ge 2 ] || fail "usage: berth test repeat CLASS N, such as: berth test repeat BerthClientTest 20"
  class=$1
  times=$2
  shift 2
  case $times in
    '' | *[!0-9]* | 0) fail "N must be a number from 1, not '$times'" ;;
  esac
  file=$(echo "$class" | tr . /).java
  sources=$(find ./*/src/test/java -path "*/$file")
  case $(echo "$sources" | grep -c .) in
    0) fail "there is no test class $class in this checkout" ;;
    1) ;;
    *) fail "there are several classes $class; name one with its package: $(echo "$sources" | sed 's:.*/java/::; s:\.java$::' | tr '/\n' '. ')" ;;
  esac
  module=$(echo "$sources" | cut -d / -f 2)
  number=1
  while [ "$number" -le "$times" ]; do
    echo "$class, run $number of $times"
    run_tests -pl "$module" -am "-Dtest=$class" -Dsurefire.failIfNoSpecifiedTests=false "$@" ||
      fail "$class failed in run $number of $times"
    grep -q "Tests run:.* -- in .*${class##*.}" "$log" || fail "$class has no test that was run"
    number=$((number + 1))
  done
}

case ${1-} in
  all)
    shift
    get_what_is_missing
    # The last test needs it, and it takes minutes: made beside the first ones.
    mkdir -p .berth/tools
    tools/compose/build.sh .berth/tools/docker-compose </dev/null >/dev/null 2>&1 &
    # Engine and browser need the computer, too: no third process beside those of "local".
    run_tests -Dlocal.test.processes=2 "$@"
    ;;
  fast)
    shift
    run_tests -T 2 -Dtest.excluded=containers,browser,temporal-server -pl '!worker,!starter,!local' "$@"
    ;;
  repeat)
    shift
    repeat "$@"
    ;;
  # Two modules at a time: their tests often wait. The engines of "all" are one for each test process, so it does not.
  '' | -*) run_tests -T 2 -Dtest.excluded=containers,browser,chaos -Dtest.matrix=once "$@" ;;
  *) fail "there is no \"test $1\": it is test, test all, test fast, or test repeat CLASS N" ;;
esac
