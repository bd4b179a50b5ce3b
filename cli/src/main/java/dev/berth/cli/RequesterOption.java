package dev.berth.cli;

import picocli.CommandLine.Option;

/** The caller's name. */
class RequesterOption {
  @Option(
      names = "--requester",
      paramLabel = "<name>",
      defaultValue = "${sys:user.name}",
      description = "Your name, for the event log. Default: your user name.")
  private String name;

  String name() {
    return name;
  }
}
