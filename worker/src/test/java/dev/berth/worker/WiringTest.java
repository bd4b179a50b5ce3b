package dev.berth.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.berth.activities.attempt.Lease;
import dev.berth.worker.Configuration.RegistryDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The registry's pool of a worker. */
class WiringTest {
  private final TestPostgres.Database made = TestPostgres.newDatabase();
  private final HikariDataSource database =
      new Wiring()
          .database(
              new Configuration(
                  null,
                  new RegistryDatabase(made.url(), "postgres", "postgres"),
                  List.of(),
                  null,
                  null,
                  null));

  @AfterEach
  void end() {
    Lease.leave();
    database.close();
  }

  @Test
  void theServerEndsWhatAWorkerThatStandsStillLeavesOpen() throws SQLException {
    assertThat(setting("statement_timeout")).isEqualTo("18s");
    assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("18s");
  }

  @Test
  void anAttemptThatHasLostItsLeaseGetsNoConnection() throws SQLException {
    Lease lease = new Lease(Duration.ofSeconds(5), System::nanoTime);
    lease.enter();
    database.getConnection().close();

    lease.lose();

    assertThatThrownBy(database::getConnection).hasMessageContaining("this worker stood still");
  }

  private String setting(String name) throws SQLException {
    try (Connection connection = database.getConnection();
        ResultSet row = connection.createStatement().executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
