package dev.berth.cli;

import picocli.CommandLine.Option;

/** What the event log records beside a command. */
final class AuditOptions extends RequesterOption {
  @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the event log.")
  String reason;
}
