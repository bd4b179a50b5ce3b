package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.EventType;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.PlanRecord;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What worker and starter cannot do to the registry, whatever their code asks for. */
class GrantsTest extends OnRegistry {
  private static final Actor OPERATOR = new Actor(new Requester("ann", null), null);

  private static final List<String> FORBIDDEN =
      List.of(
          "UPDATE events SET type = 'x'",
          "DELETE FROM events",
          "TRUNCATE events",
          "UPDATE events_default SET type = 'x'",
          "DELETE FROM events_default",
          "TRUNCATE events_default",
          "DROP TABLE events",
          "ALTER TABLE events DISABLE TRIGGER ALL",
          "INSERT INTO events (position, subject, type, actor) VALUES (1000, 's', 't', 'a')",
          "INSERT INTO events (sequence, subject, type, actor) VALUES (1000, 's', 't', 'a')",
          "INSERT INTO events (at, subject, type, actor) VALUES (now(), 's', 't', 'a')",
          "INSERT INTO events_default (subject, type, actor) VALUES ('s', 't', 'a')",
          "UPDATE event_position SET last = 0",
          "UPDATE event_sequences SET last = 0",
          "CREATE TABLE mine (id integer)",
          "TRUNCATE operations",
          "UPDATE installation SET id = 'mine'",
          "INSERT INTO operation_kinds VALUES ('paint-host')",
          "DELETE FROM flyway_schema_history",
          "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS 'SELECT 1'");

  private static final List<String> FORBIDDEN_TO_STARTER =
      List.of(
          "UPDATE cores SET state = 'absent'",
          "UPDATE placements SET state = 'quarantined'",
          "DELETE FROM placements",
          "UPDATE operations SET message = 'x'",
          "INSERT INTO cores (id, customer, environment, region, plan, state) VALUES ('c', 'x', 'y', 'r', 'packed', 'absent')",
          "UPDATE database_servers SET connection_budget = 1000",
          "DELETE FROM hosts");

  @BeforeEach
  void somethingHappened() {
    place("op1", "acme");
  }

  @Test
  void neitherOfThemMakesTablesOrChangesTheEventLog() {
    for (String statement : FORBIDDEN) {
      assertDenied(asWorker, statement);
      assertDenied(asStarter, statement);
    }
    assertThat(registry.events().after(0, 10)).hasSize(1);
  }

  @Test
  void theStarterWritesOnlyWhatOperatorsCommand() {
    FORBIDDEN_TO_STARTER.forEach(statement -> assertDenied(asStarter, statement));
  }

  @Test
  void theStarterDoesWhatOperatorsCommand() {
    registry.plans().put(new PlanRecord(Plan.PACKED, 7, List.of("t3.small")));
    Registry starter = Registry.open(asStarter, "test");
    String host = starter.hosts().list().getFirst().id();

    assertThat(starter.hosts().cordon(host, true, OPERATOR, null)).isPresent();
    assertThat(starter.freezes().freeze("us-east-1", OPERATOR, "test").actor()).isEqualTo("ann");
    assertThat(starter.freezes().thaw("us-east-1", OPERATOR, "test")).isTrue();
    starter.pools().set("us-east-1", Plan.PACKED, 1, 0, OPERATOR);
    starter.pools().set("us-east-1", Plan.PACKED, 2, 0, OPERATOR);
    starter.operations().note("op1", EventType.OPERATION_HELD, null, null, null, "test");
    assertThat(starter.images().promote("none", OPERATOR)).isEmpty();

    assertThat(registry.events().after(1, 10))
        .extracting(event -> event.type().word())
        .containsExactly(
            "host.cordoned",
            "region.frozen",
            "region.thawed",
            "pool.set",
            "pool.set",
            "operation.held");
  }

  @Test
  void onlyOwnerWorkerAndStarterConnect() throws SQLException {
    TestDatabase.Database made = TestDatabase.create();
    Migration.Done _ = Migration.run(made.asOwner(), "test", TestDatabase.ROLES);
    TestDatabase.execute("CREATE ROLE core_of_" + made.name() + " LOGIN");

    assertDenied(made.as("core_of_" + made.name()), "SELECT 1");
    sql(made.asOwner(), "SELECT 1");
    sql(made.as("berth_worker"), "SELECT 1");
    sql(made.as("berth_starter"), "SELECT 1");
  }

  @Test
  void anOwnerOfTheTablesAloneIsToldThatEveryRoleMayConnect() throws SQLException {
    TestDatabase.execute("ALTER DATABASE " + name() + " OWNER TO postgres");

    assertThat(Migration.run(database, "test", TestDatabase.ROLES).warnings())
        .singleElement()
        .asString()
        .contains("REVOKE CONNECT ON DATABASE " + name() + " FROM PUBLIC");
  }

  @Test
  void aTableOfSomebodyElseInTheSchemaIsLeftAlone() throws SQLException {
    sql("CREATE TABLE neighbours (id integer)");
    TestDatabase.execute("CREATE ROLE neighbour_of_" + name());
    TestDatabase.execute("GRANT neighbour_of_" + name() + " TO " + owner());
    sql("GRANT CREATE ON SCHEMA public TO neighbour_of_" + name());
    sql("ALTER TABLE neighbours OWNER TO neighbour_of_" + name());
    TestDatabase.execute("REVOKE neighbour_of_" + name() + " FROM " + owner());

    assertThatCode(() -> Migration.run(database, "test", TestDatabase.ROLES))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> sql(asWorker, "SELECT * FROM neighbours"))
        .hasMessageContaining("permission denied");
  }

  private static void assertDenied(DataSource role, String statement) {
    assertThatThrownBy(() -> sql(role, statement))
        .as(statement)
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  private String owner() throws SQLException {
    try (var connection = database.getConnection()) {
      return connection.getMetaData().getUserName();
    }
  }

  private String name() throws SQLException {
    try (var connection = database.getConnection()) {
      return connection.getCatalog();
    }
  }
}
