package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.Accepted;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Restarts a core, and waits if told to. */
@Command(
    name = "restart",
    description = {
      "Restarts the container of a core that is ready.",
      "URL, key and data stay. The core does not answer until it has started again."
    },
    footer = {
      "",
      "Example:",
      "  berth restart acme production --reason \"its memory is full\" --wait"
    })
final class RestartCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;
  @Mixin private CoreArguments core;
  @Mixin private AuditOptions by;
  @Mixin private WaitOptions waiting;

  @Override
  public Integer call() throws InterruptedException {
    BerthClient client = berth.client(by.name());
    Accepted accepted = client.restart(core.customer, core.environment, by.reason);
    String subject = core.customer + "/" + core.environment;
    return waiting.answer(client, accepted, subject, berth.output());
  }
}
