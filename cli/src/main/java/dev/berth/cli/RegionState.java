package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.FreezeView;
import dev.berth.client.api.OperationFilter;
import dev.berth.client.api.OperationView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What keeps the cores of a region waiting.
 *
 * @param freezes of the region, or of all
 * @param operations that run there, are held, or are frozen; newest first
 * @param sweep the newest one; null before the first
 */
record RegionState(
    String region, List<FreezeView> freezes, List<OperationView> operations, OperationView sweep) {
  private static final Pattern NAME = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

  /** The names of AWS regions look like this; ids of Berth's do not. */
  static boolean isRegion(String word) {
    return NAME.matcher(word).matches();
  }

  static RegionState of(String region, BerthClient client) {
    OperationFilter here = OperationFilter.none().withRegion(region);
    List<FreezeView> freezes =
        client.regions().freezes().freezes().stream()
            .filter(freeze -> freeze.region().equals("all") || freeze.region().equals(region))
            .toList();
    List<OperationView> operations =
        Stream.of("held", "frozen", "running", "unwinding")
            .flatMap(state -> client.operations(here.withState(state), 1000).stream())
            .toList();
    Optional<OperationView> sweep =
        client.operations(here.withKind("sweep"), 1).stream().findFirst();
    return new RegionState(region, freezes, operations, sweep.orElse(null));
  }

  /** The same for people. */
  String text(Style style) {
    List<String> sentences = new ArrayList<>();
    if (freezes.isEmpty()) {
      sentences.add("%s is not frozen.".formatted(region));
    }
    freezes.forEach(
        freeze ->
            sentences.add(
                "%s frozen since %s by %s: %s."
                    .formatted(
                        freeze.region().equals("all") ? "All regions are" : region + " is",
                        style.time(freeze.frozenAt()),
                        freeze.requester(),
                        freeze.reason())));
    sentences.add(
        "%s: %d held, %d frozen."
            .formatted(
                Text.count(operations.size(), "operation") + " under way",
                in("held"),
                in("frozen")));
    sentences.add(
        sweep == null
            ? "No sweep has run."
            : "The newest sweep is %s%s, begun %s."
                .formatted(
                    sweep.state(),
                    sweep.reason() == null ? "" : " (%s)".formatted(sweep.reason()),
                    style.ago(sweep.startedAt())));
    List<String> commands = commands();
    return String.join(" ", sentences)
        + (commands.isEmpty()
            ? ""
            : "\n\nCommands that help:\n  berth " + String.join("\n  berth ", commands));
  }

  private List<String> commands() {
    List<String> commands =
        new ArrayList<>(freezes.stream().map(f -> Remedies.thaw(f.region())).toList());
    if (in("held") > 0) {
      commands.add("operations --state held --region " + region);
      commands.add("retry --all --region " + region);
    }
    if (sweep != null && !sweep.state().equals("ready") && sweep.ended()) {
      commands.add("sweep --region " + region);
    }
    return commands;
  }

  private long in(String state) {
    return operations.stream().filter(operation -> operation.state().equals(state)).count();
  }
}
