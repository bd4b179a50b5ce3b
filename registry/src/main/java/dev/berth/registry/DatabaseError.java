package dev.berth.registry;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/**
 * What a failure of the registry's database means, whatever layers it came through.
 *
 * @param passes whether it ends without help: the server does not answer, has no room, starts,
 *     stops, or is a replica that is not promoted yet
 * @param withoutTables whether the registry has no tables yet
 * @param message in the database's own words, one line, without statements and values
 */
public record DatabaseError(boolean passes, boolean withoutTables, String message) {
  /** No connection; no resources; shut down, or starting. */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57");

  private static final String UNDEFINED_TABLE = "42P01";
  private static final String READ_ONLY = "25006";

  /** The database error behind this failure; empty when it did not come from the database. */
  public static Optional<DatabaseError> of(Throwable failure) {
    SQLException innermost = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      innermost = cause instanceof SQLException sql ? sql : innermost;
    }
    return Optional.ofNullable(innermost)
        .map(
            sql ->
                new DatabaseError(
                    passes(sql), UNDEFINED_TABLE.equals(sql.getSQLState()), firstLine(sql)));
  }

  private static boolean passes(SQLException sql) {
    String state = sql.getSQLState();
    return state == null
        ? sql instanceof SQLTransientConnectionException // the pool, which has no word of its own
        : state.equals(READ_ONLY) || PASSING_CLASSES.contains(state.substring(0, 2));
  }

  private static String firstLine(SQLException sql) {
    return String.valueOf(sql.getMessage()).lines().findFirst().orElse("");
  }
}
