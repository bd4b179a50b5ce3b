#!/bin/sh
# The ids of the tests and of the fault matrix's cells that the last run of this checkout played.
#
#   ids.sh                        prints them, sorted, one a line
#   ids.sh compare BEFORE AFTER   prints those of the file BEFORE that the file AFTER lacks; ends with 1 if there are any
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)

case ${1-} in
  '')
    for report in "$root"/*/target/surefire-reports/TEST-*.xml; do
      [ -e "$report" ] || {
        echo "ids: no test has run in this checkout" >&2
        exit 2
      }
      sed -n 's/.*<testcase name="\([^"]*\)" classname="\([^"]*\)".*/\2 \1/p' "$report"
    done | sort -u
    [ ! -r "$root/local/target/fault-matrix-cells.txt" ] || sort -u "$root/local/target/fault-matrix-cells.txt"
    ;;
  compare)
    [ $# -eq 3 ] || {
      echo "usage: ids.sh compare BEFORE AFTER" >&2
      exit 2
    }
    lost=$(grep -vxFf "$3" "$2" || :)
    [ -z "$lost" ] || {
      echo "$lost"
      exit 1
    }
    ;;
  *)
    echo "usage: ids.sh [compare BEFORE AFTER]" >&2
    exit 2
    ;;
esac
