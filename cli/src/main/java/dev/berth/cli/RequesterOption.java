package dev.berth.cli;

import java.util.Set;
import picocli.CommandLine.Option;

/** The caller's name. */
class RequesterOption {
  private static final Set<String> RESERVED = Set.of("berth", "pool", "sweep", "upkeep");

  @Option(
      names = "--requester",
      paramLabel = "<name>",
      description = "Your name, for the event log. Default: your user name.")
  private String name;

  /** Also for a user with a name that the starter refuses, because Berth itself acts under it. */
  String name() {
    String user = System.getProperty("user.name");
    return name != null ? name : RESERVED.contains(user) ? user + "-cli" : user;
  }
}
