package dev.berth.starter.problem;

import dev.berth.registry.DatabaseError;
import dev.berth.registry.RegistryRefusal;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** The registry is away, or not fit to be used. */
public final class RegistryTrouble {
  private RegistryTrouble() {}

  /** A registry without tables, with older ones or of another installation: what to do about it. */
  public static Refusal refusal(RegistryRefusal unfit) {
    return Refusal.unavailable("registry-unfit", unfit.getMessage());
  }

  /** What it means for whoever asked. */
  public static Refusal refusal(JdbiException failure) {
    Optional<DatabaseError> error = DatabaseError.of(failure);
    if (error.filter(DatabaseError::withoutTables).isPresent()) {
      return refusal(
          new RegistryRefusal(
              "The registry has lost tables", "restore it, or run 'berth migrate'"));
    }
    if (error.filter(DatabaseError::passes).isPresent()) {
      return Refusal.unavailable(
          "registry-unreachable",
          "The registry (PostgreSQL) does not answer. It is safe to ask again in a moment.");
    }
    return Refusal.broken();
  }
}
