package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.WhyView;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Explains what an operation waits for. */
@Command(
    name = "why",
    description = {
      "Explains why a core is not ready.",
      "Shows what its operation waits for and since when, how the last attempt failed, when the next",
      "one is due, which other cores wait, and which verbs help."
    })
final class WhyCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;
  @Mixin private Target target;

  @Override
  public Integer call() {
    BerthClient client = berth.client();
    Optional<OperationView> operation = target.find(client);
    if (operation.isEmpty()) {
      berth.output().err().println(target.unknown());
      return ExitCode.BAD_INPUT;
    }
    WhyView why = client.why(operation.get().id());
    String helps = why.verbs().isEmpty() ? "" : "\nHelps: berth " + String.join(" | ", why.verbs());
    berth.output().answer(why, why.why() + helps);
    return ExitCode.DONE;
  }
}
