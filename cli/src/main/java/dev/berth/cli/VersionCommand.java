package dev.berth.cli;

import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says which Berth this is. */
@Command(name = "version", description = "Says which Berth this is.")
final class VersionCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    berth.output().answer(Map.of("version", version()), "berth " + version());
  }

  /** From the jar's manifest; classes that no jar holds were built a moment ago. */
  private static String version() {
    return Objects.requireNonNullElse(
        VersionCommand.class.getPackage().getImplementationVersion(), "unreleased");
  }
}
