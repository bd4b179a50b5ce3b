package dev.berth.starter.problem;

import dev.berth.registry.DatabaseError;

import dev.berth.client.api.ProblemCode;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** Errors of the registry: it does not answer, or has no tables. */
public final class RegistryErrors {
  private RegistryErrors() {}

  /** The answer to the request that met the error. */
  public static Refusal refusal(JdbiException failure) {
    Optional<DatabaseError> error = DatabaseError.of(failure);
    if (error.filter(DatabaseError::withoutTables).isPresent()) {
      return Refusal.of(
          ProblemCode.REGISTRY_EMPTY,
          "The registry has no tables yet. A worker makes them when it starts: start one and ask again.");
    }
    if (error.filter(DatabaseError::passes).isPresent()) {
      return Refusal.of(
          ProblemCode.REGISTRY_UNREACHABLE,
          "The registry (PostgreSQL) does not answer. It is safe to ask again in a moment.");
    }
    return Refusal.of(ProblemCode.INTERNAL_ERROR, Refusal.INTERNAL_ERROR);
  }
}
