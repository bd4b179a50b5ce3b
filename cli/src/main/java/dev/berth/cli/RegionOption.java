package dev.berth.cli;

import java.util.Objects;
import picocli.CommandLine.Option;

/** The region that a command works in. */
final class RegionOption {
  private static final String DEFAULT = "default";

  /** As given; null when left out. */
  @Option(
      names = "--region",
      paramLabel = "<region>",
      description = "An AWS region. Default: the installation's.")
  String given;

  /** As given, or the word by which requests name the installation's default region. */
  String orDefault() {
    return Objects.requireNonNullElse(given, DEFAULT);
  }

  /** Whether it is the installation's default region, whichever that is. */
  boolean isDefault() {
    return orDefault().equals(DEFAULT);
  }
}
