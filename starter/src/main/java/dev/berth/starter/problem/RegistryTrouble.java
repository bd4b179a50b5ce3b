package dev.berth.starter.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;

/** The registry away, or without its tables. */
public final class RegistryTrouble {
  private static final String UNDEFINED_TABLE = "42P01";

  /** No connection; no resources; shut down, or starting: it passes. */
  private static final Set<String> AWAY = Set.of("08", "53", "57");

  private RegistryTrouble() {}

  /** What it means for whoever asked. */
  public static Refusal refusal(JdbiException trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && UNDEFINED_TABLE.equals(sql.getSQLState())) {
        return Refusal.unavailable(
            "registry-empty",
            "The registry has no tables yet. A worker makes them when it starts: start one and ask again.");
      }
      if (cause instanceof SQLException sql && isAway(sql)) {
        return Refusal.unavailable(
            "registry-unreachable",
            "The registry (PostgreSQL) does not answer. It is safe to ask again in a moment.");
      }
    }
    return Refusal.broken();
  }

  private static boolean isAway(SQLException sql) {
    return sql instanceof SQLTransientConnectionException
        || (sql.getSQLState() != null && AWAY.contains(sql.getSQLState().substring(0, 2)));
  }
}
