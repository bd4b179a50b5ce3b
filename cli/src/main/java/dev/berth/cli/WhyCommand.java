package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.WhyView;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Explains what an operation waits for. */
@Command(
    name = "why",
    description = {
      "Explains why a core is not ready, and which commands help.",
      "Shows what its operation waits for and since when, how the last attempt failed, when the next one is due, and which other cores wait. Of a region, such as us-east-1, it shows what is held or frozen there."
    })
final class WhyCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Mixin private Target target;

  @Override
  public void run() {
    BerthClient client = berth.client();
    Optional<String> region = target.region();
    if (region.isPresent()) {
      RegionState state = RegionState.of(region.get(), client);
      berth.output().answer(state, state.text(berth.output().style()));
      return;
    }
    OperationView operation = target.operation(client);
    WhyView why = client.why(operation.id());
    String commands =
        Remedies.of(operation, why.verbs(), client)
            .map(command -> "\n  berth " + command)
            .collect(Collectors.joining());
    berth
        .output()
        .answer(why, why.why() + (commands.isEmpty() ? "" : "\n\nCommands that help:" + commands));
  }
}
