# Reads what Maven prints and says in a screenful what came of it: a line for each module, the slowest classes, and of
# each failure its first lines and the file that has the rest.

function seconds(text) {
  gsub(",", "", text)
  return text + 0
}

# The module of dev.berth.MODULE. ...
function module_of(class,    parts) {
  split(class, parts, ".")
  return parts[3]
}

# Modules are built side by side: one is done when its jar is next, or when everything ends.
function close_module(module) {
  if (!(module in closed) && tests[module] > 0) {
    closed[module] = 1
    printf "%-12s %5d tests %4d skipped %4d failed %8.0f s of tests\n", module, tests[module], skipped[module], failed[module], time[module]
    fflush()
  }
}

BEGIN { slowest = 10; shown = 12 }

/^\[INFO\] --- .*:jar \(default-jar\) @ berth-/ {
  done = $0
  sub(/.*@ berth-/, "", done)
  sub(/ .*/, "", done)
  close_module(done)
}

/Tests run:.*Time elapsed:.* -- in / {
  class = $NF
  if (class in seen) next
  seen[class] = 1
  line = $0
  gsub(",", "", line)
  count = split(line, word, " ")
  for (i = 1; i < count; i++) {
    if (word[i] == "run:") ran = word[i + 1]
    if (word[i] == "Failures:") bad = word[i + 1]
    if (word[i] == "Errors:") bad += word[i + 1]
    if (word[i] == "Skipped:") left = word[i + 1]
    if (word[i] == "elapsed:") took = seconds(word[i + 1])
  }
  of = module_of(class)
  tests[of] += ran; skipped[of] += left; failed[of] += bad; time[of] += took
  all += ran; all_skipped += left; all_failed += bad
  by_class[class] = took
}

# The failures of a class follow its line; Surefire repeats them later without a time.
/^\[ERROR\] .* -- Time elapsed: .* <<< / {
  name = $2
  class = name
  if (class ~ /\.[a-z_][^.]*$/) sub(/\.[^.]*$/, "", class) # else the class itself failed
  red[++reds] = name
  file[reds] = module_of(class) "/target/surefire-reports/" class ".txt"
  quote = shown
  next
}

/^\[INFO\] (Running|Results|Tests)|^\[ERROR\] Tests/ { quote = 0 }
quote > 0 && /^\tat / && !/dev\.berth/ { next }
quote > 0 { said[reds] = said[reds] "    " substr($0, 1, 160) "\n"; quote-- }

/^Skipped: / { lacks[substr($0, 10)] = 1 }
/^\[ERROR\] / && reds == 0 { errors[++error_lines] = substr($0, 1, 200) }
/^\[INFO\] Total time:/ { total = $0; sub(/.*time: */, "", total) }
/^\[INFO\] BUILD SUCCESS/ { success = 1 }

END {
  for (module in tests) close_module(module)
  for (n = 1; n <= slowest; n++) {
    best = ""
    for (class in by_class) if (best == "" || by_class[class] > by_class[best]) best = class
    if (best == "") break
    if (n == 1) print "\nThe slowest classes:"
    printf "%8.0f s  %s\n", by_class[best], best
    delete by_class[best]
  }
  for (sentence in lacks) print "\nSkipped: " sentence
  for (n = 1; n <= reds; n++) printf "\nFAILED %s\n%s  all of it: %s\n", red[n], said[n], file[n]
  if (!success && reds == 0) for (n = 1; n <= error_lines && n <= 20; n++) print errors[n]
  printf "\n%d tests, %d skipped, %d failed, in %s: %s (log: %s)\n", all, all_skipped, all_failed, total == "" ? "an unknown time" : total, success ? "all is well" : "RED", file_of_log
}
