package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseErrorTest {
  @ParameterizedTest
  @CsvSource({
    "08001, true", // no server listens
    "08006, true", // the connection broke
    "53300, true", // too many clients
    "57P01, true", // shut down
    "57P03, true", // starting
    "25006, true", // a replica
    "28P01, false", // wrong password
    "3D000, false", // no such database
    "42501, false", // no permission
    "42P01, false", // no such table
    "23514, false" // a constraint
  })
  void whatThePoolWrapsPassesAsTheDatabaseSays(String state, boolean passes) {
    SQLException said = new SQLException("FATAL: so it is\n  Where: here", state);
    SQLException pool = new SQLTransientConnectionException("timed out", state, said);

    assertThat(DatabaseError.of(new ConnectionException(pool)))
        .get()
        .extracting(DatabaseError::passes, DatabaseError::message)
        .containsExactly(passes, "FATAL: so it is");
  }

  @Test
  void aRegistryWithoutTablesIsToldFromOtherErrors() {
    SQLException said = new SQLException("ERROR: relation does not exist", "42P01");

    assertThat(DatabaseError.of(new IllegalStateException(said)))
        .contains(new DatabaseError(false, true, "ERROR: relation does not exist"));
  }

  @Test
  void aPoolWithoutAFreeConnectionPasses() {
    assertThat(DatabaseError.of(new SQLTransientConnectionException("timed out after 5 s")))
        .contains(new DatabaseError(true, false, "timed out after 5 s"));
  }

  @Test
  void whatLiesBelowTheDatabaseDoesNotHideIt() {
    SQLException refused =
        new SQLException("Connection refused", "08001", new ConnectException("no"));

    assertThat(DatabaseError.of(refused))
        .contains(new DatabaseError(true, false, "Connection refused"));
  }

  @Test
  void anotherFailureIsNone() {
    assertThat(DatabaseError.of(new IllegalStateException("another installation"))).isEmpty();
  }
}
