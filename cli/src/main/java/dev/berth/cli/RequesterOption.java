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

  String name() {
    return name == null ? ofUser(System.getProperty("user.name")) : name;
  }

  /** The starter refuses the names under which Berth itself acts; a user may well be called so. */
  static String ofUser(String user) {
    return RESERVED.contains(user) ? user + "-user" : user;
  }
}
