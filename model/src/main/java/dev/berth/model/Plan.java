package dev.berth.model;

import java.util.Optional;

/** How a core is housed. */
public enum Plan implements Word {
  /** A slot on a shared host. */
  PACKED,
  /** A host of its own. */
  DEDICATED;

  /**
   * The plan of an environment that names none: development is packed, production is dedicated,
   * others must say.
   */
  public static Optional<Plan> ofEnvironment(String environment) {
    return switch (environment) {
      case "development" -> Optional.of(PACKED);
      case "production" -> Optional.of(DEDICATED);
      default -> Optional.empty();
    };
  }
}
