package dev.berth.local.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The matrix as a page to read: activity by fault, with counts. */
final class Report {
  private final List<Verdict> verdicts;

  Report(List<Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  List<Verdict> red() {
    return verdicts.stream().filter(Verdict::red).toList();
  }

  /** The red cells, in one line. */
  String redCells() {
    return red().stream()
        .map(verdict -> verdict.cell().toString())
        .collect(Collectors.joining("; "));
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("%s".formatted(counts(verdicts)));
    lines.add("");
    lines.add("| activity | " + heads(Fault.values()) + " |");
    lines.add("|---|" + "---|".repeat(Fault.values().length));
    rows().forEach((activity, row) -> lines.add("| " + activity + " | " + cells(row) + " |"));
    lines.add("");
    lines.add("| scenario | way | cells |");
    lines.add("|---|---|---|");
    for (Scenario scenario : Scenario.values()) {
      for (Variant variant : Variant.values()) {
        List<Verdict> of =
            verdicts.stream()
                .filter(v -> v.cell().scenario() == scenario && v.cell().variant() == variant)
                .toList();
        if (!of.isEmpty()) {
          lines.add("| %s | %s | %s |".formatted(scenario.words(), variant.words(), counts(of)));
        }
      }
    }
    red().forEach(verdict -> lines.add("\n- " + verdict));
    return String.join("\n", lines) + "\n";
  }

  /** In the order in which the activities were recorded first. */
  private Map<String, List<Verdict>> rows() {
    return verdicts.stream()
        .collect(
            Collectors.groupingBy(
                v ->
                    v.cell().at().moment().run().name().toLowerCase(java.util.Locale.ROOT)
                        + " "
                        + v.cell().at().moment().activity(),
                java.util.LinkedHashMap::new,
                Collectors.toList()));
  }

  private static String heads(Fault... faults) {
    return Arrays.stream(faults).map(fault -> fault.words).collect(Collectors.joining(" | "));
  }

  private static String cells(List<Verdict> row) {
    return Arrays.stream(Fault.values())
        .map(fault -> row.stream().filter(v -> v.cell().fault() == fault).toList())
        .map(of -> of.isEmpty() ? "" : signs(of))
        .collect(Collectors.joining(" | "));
  }

  private static String signs(List<Verdict> of) {
    Map<String, Long> counted = new TreeMap<>(Comparator.comparingInt(SIGNS::indexOf));
    of.forEach(v -> counted.merge(sign(v), 1L, Long::sum));
    return counted.entrySet().stream()
        .map(e -> e.getValue() + e.getKey())
        .collect(Collectors.joining(" "));
  }

  private static final String SIGNS = "FULR";

  private static String sign(Verdict verdict) {
    return verdict.red() ? "R" : verdict.outcome().name().substring(0, 1);
  }

  private static String counts(List<Verdict> of) {
    Map<String, Long> by =
        of.stream().collect(Collectors.groupingBy(Report::sign, Collectors.counting()));
    return "%d cells: %d finished, %d unwound clean, %d left and named, %d red"
        .formatted(
            of.size(),
            by.getOrDefault("F", 0L),
            by.getOrDefault("U", 0L),
            by.getOrDefault("L", 0L),
            by.getOrDefault("R", 0L));
  }
}
