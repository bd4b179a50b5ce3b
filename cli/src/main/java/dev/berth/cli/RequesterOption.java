package dev.berth.cli;

import dev.berth.client.api.ReservedNames;
import picocli.CommandLine.Option;

/** The caller's name. */
class RequesterOption {
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
    return ReservedNames.contains(user) ? user + "-user" : user;
  }
}
