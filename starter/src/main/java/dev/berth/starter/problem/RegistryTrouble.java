package dev.berth.starter.problem;

import dev.berth.registry.DatabaseError;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** The registry away, or without its tables. */
public final class RegistryTrouble {
  private RegistryTrouble() {}

  /** What it means for whoever asked. */
  public static Refusal refusal(JdbiException failure) {
    Optional<DatabaseError> error = DatabaseError.of(failure);
    if (error.filter(DatabaseError::withoutTables).isPresent()) {
      return Refusal.unavailable(
          "registry-empty",
          "The registry has no tables yet. A worker makes them when it starts: start one and ask again.");
    }
    if (error.filter(DatabaseError::passes).isPresent()) {
      return Refusal.unavailable(
          "registry-unreachable",
          "The registry (PostgreSQL) does not answer. It is safe to ask again in a moment.");
    }
    return Refusal.broken();
  }
}
