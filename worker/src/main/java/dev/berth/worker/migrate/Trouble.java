package dev.berth.worker.migrate;

import dev.berth.registry.DatabaseError;
import dev.berth.registry.RegistryRefusal;
import java.sql.SQLException;

/** A failure of PostgreSQL, as one sentence with what to do. */
final class Trouble {
  private static final String NO_SUCH_DATABASE = "3D000";

  /** Invalid authorization: the password is wrong, or the server lets no such role in. */
  private static final String REFUSED = "28";

  /** The driver's own: the server asks for a password, and there is none. */
  private static final String REJECTED = "08004";

  private Trouble() {}

  static RegistryRefusal of(Throwable failure, Target target) {
    String state = state(failure);
    DatabaseError trouble =
        DatabaseError.of(failure)
            .orElseGet(() -> new DatabaseError(false, false, String.valueOf(failure.getMessage())));
    String words = trouble.message().lines().findFirst().orElse("");
    if (state.startsWith(REFUSED) || state.equals(REJECTED)) {
      return new RegistryRefusal(
          "PostgreSQL does not let %s in (%s)".formatted(target.owner(), words),
          "correct BERTH_REGISTRY_OWNER and BERTH_REGISTRY_OWNER_PASSWORD");
    }
    if (state.equals(NO_SUCH_DATABASE)) {
      return new RegistryRefusal(
          "The registry's database does not exist (%s)".formatted(words),
          "run CREATE DATABASE %s OWNER %s, or correct BERTH_REGISTRY_URL"
              .formatted(target.database().getDatabaseName(), target.owner()));
    }
    return trouble.passes()
        ? new RegistryRefusal(
            "PostgreSQL does not answer (%s)".formatted(words),
            "start it, or correct BERTH_REGISTRY_URL")
        : new RegistryRefusal("The migration failed (%s)".formatted(words), "nothing was changed");
  }

  private static String state(Throwable failure) {
    String state = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState();
      }
    }
    return state;
  }
}
