# shellcheck shell=sh
# What the programs of a simulated host share: scripted delays and faults.

# delay NAME: takes the real time that this host's table gives to NAME; absent means none.
delay() {
  if [ -r "$BERTH_ROOT/etc/delays/$1" ]; then
    read -r delay_seconds <"$BERTH_ROOT/etc/delays/$1"
    sleep "$delay_seconds"
  fi
}

# fault NAME: true while the fault is scripted. The file holds how often it still strikes; an empty one strikes for ever.
fault() {
  [ -e "$BERTH_ROOT/etc/faults/$1" ] || return 1
  fault_left=
  read -r fault_left <"$BERTH_ROOT/etc/faults/$1"
  case $fault_left in
    '') ;;
    0 | 1) rm -f "$BERTH_ROOT/etc/faults/$1" ;;
    *) echo $((fault_left - 1)) >"$BERTH_ROOT/etc/faults/$1" ;;
  esac
  [ "$fault_left" != 0 ]
}
