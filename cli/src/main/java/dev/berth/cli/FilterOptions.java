package dev.berth.cli;

import picocli.CommandLine.Option;

/** The options that restrict lists. A command takes the groups that its list has. */
final class FilterOptions {
  private FilterOptions() {}

  /** What it belongs to, and from when on. */
  static final class Subject {
    @Option(names = "--customer", paramLabel = "<customer>", description = "Only of this customer.")
    String customer;

    @Option(names = "--host", paramLabel = "<host>", description = "Only on the host of this id.")
    String host;

    @Option(
        names = "--since",
        paramLabel = "<time>",
        description = "Only since this time (2026-12-01T08:00:00Z), or for so long (30m).")
    String since;
  }

  /** How it is, and where. */
  static final class Place {
    @Option(names = "--state", paramLabel = "<state>", description = "Only in this state.")
    String state;

    @Option(names = "--region", paramLabel = "<region>", description = "Only in this AWS region.")
    String region;
  }

  /** How it is housed. */
  static final class Housing {
    @Option(names = "--plan", paramLabel = "<plan>", description = "Only with this plan.")
    String plan;
  }
}
