package dev.berth.workflows.core;

import java.util.Locale;
import java.util.Optional;

/** How a core is housed. */
public enum Plan {
  /** A slot on a shared host. */
  PACKED,
  /** A host of its own. */
  DEDICATED;

  /** The lower-case word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The plan of this word, if there is one. */
  public static Optional<Plan> ofWord(String word) {
    for (Plan plan : values()) {
      if (plan.word().equals(word)) {
        return Optional.of(plan);
      }
    }
    return Optional.empty();
  }

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
