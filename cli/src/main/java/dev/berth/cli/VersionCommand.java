package dev.berth.cli;

import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Prints the version of Berth. */
@Command(name = "version", description = "Prints the version of Berth.")
final class VersionCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    berth.output().answer(Map.of("version", version()), "berth " + version());
  }

  /** From the jar's manifest; classes outside a jar are a development build. */
  private static String version() {
    return Objects.requireNonNullElse(
        VersionCommand.class.getPackage().getImplementationVersion(), "unreleased");
  }
}
