package dev.berth.cli;

import picocli.CommandLine.Option;

/** Who asks. */
final class Requester {
  @Option(
      names = "--requester",
      paramLabel = "<name>",
      defaultValue = "${sys:user.name}",
      description = "Who asks, for the event log. Default: your user name.")
  private String name;

  String name() {
    return name;
  }
}
