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

  @Mixin private WatchOption watch;

  @Override
  public void run() {
    watch.show(berth.output(), this::report);
  }

  private WatchOption.Shown report() {
    CoreReport report =
        berth.client().core(core.customer, core.environment).orElseThrow(BadInput::noCore);
    return new WatchOption.Shown(report, Text.of(report, berth.output().style()));
  }
}
