package dev.berth.cli;

import dev.berth.client.api.CoreReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Shows one core. */
@Command(name = "show", description = "Shows a core and the progress of its deployment.")
final class ShowCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Mixin private CoreArguments core;

  @Override
  public void run() {
    CoreReport report =
        berth.client().core(core.customer, core.environment).orElseThrow(BadInput::noCore);
    berth.output().answer(report, Text.of(report, berth.output().style()));
  }
}
