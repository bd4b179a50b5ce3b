package dev.berth.cli;

import picocli.CommandLine.Parameters;

/** Names a core. */
final class CoreArguments {
  @Parameters(
      index = "0",
      paramLabel = "<customer>",
      description = "Your own stable key of the customer.")
  String customer;

  @Parameters(
      index = "1",
      paramLabel = "<environment>",
      description = "Which of the customer's cores.")
  String environment;
}
