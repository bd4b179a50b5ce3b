package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.WhyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Explains what an operation waits for. */
@Command(
    name = "why",
    description = {
      "Explains why a core is not ready, and which verbs help.",
      "Shows what its operation waits for and since when, how the last attempt failed, when the next one is due, and which other cores wait."
    })
final class WhyCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Mixin private Target target;

  @Override
  public void run() {
    BerthClient client = berth.client();
    WhyView why = client.why(target.operation(client).id());
    String helps = why.verbs().isEmpty() ? "" : "\nHelps: berth " + String.join(" | ", why.verbs());
    berth.output().answer(why, why.why() + helps);
  }
}
