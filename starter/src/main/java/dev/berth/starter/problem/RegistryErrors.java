package dev.berth.starter.problem;

import dev.berth.client.api.ProblemCode;
import dev.berth.registry.DatabaseError;
import dev.berth.registry.RegistryRefusal;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** Errors of the registry: it does not answer, or is not fit to be used. */
public final class RegistryErrors {
  private RegistryErrors() {}

  /** A registry without tables, with older ones or of another installation: what to do about it. */
  public static Refusal refusal(RegistryRefusal unfit) {
    return Refusal.of(ProblemCode.REGISTRY_UNFIT, unfit.getMessage());
  }

  /** The answer to the request that met the error. */
  public static Refusal refusal(JdbiException failure) {
    Optional<DatabaseError> error = DatabaseError.of(failure);
    if (error.filter(DatabaseError::withoutTables).isPresent()) {
      return refusal(
          new RegistryRefusal(
              "The registry has lost tables", "restore it, or run 'berth migrate'"));
    }
    if (error.filter(DatabaseError::passes).isPresent()) {
      return Refusal.of(
          ProblemCode.REGISTRY_UNREACHABLE,
          "The registry (PostgreSQL) does not answer. It is safe to ask again in a moment.");
    }
    return Refusal.of(ProblemCode.INTERNAL_ERROR, Refusal.INTERNAL_ERROR);
  }
}
