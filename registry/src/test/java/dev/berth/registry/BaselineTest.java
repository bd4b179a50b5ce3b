package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.CoreState;
import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.ImageState;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Placement;
import dev.berth.model.PoolMode;
import dev.berth.model.Requester;
import dev.berth.model.SlotState;
import dev.berth.model.Word;
import dev.berth.registry.event.EventLog.Actor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables refuse by themselves, whatever code writes to them. */
class BaselineTest extends OnRegistry {
  private Placement acme;

  @BeforeEach
  void aCore() {
    acme = place("op1", "acme");
  }

  @Test
  void theWordsOfTheTablesAreThoseOfTheModel() throws SQLException {
    assertThat(words("hosts", "state")).containsExactlyInAnyOrder(words(HostState.values()));
    assertThat(words("hosts", "pooled")).containsExactlyInAnyOrder(words(PoolMode.values()));
    assertThat(words("cores", "state")).containsExactlyInAnyOrder(words(CoreState.values()));
    assertThat(words("placements", "state")).containsExactlyInAnyOrder(words(SlotState.values()));
    assertThat(words("images", "state")).containsExactlyInAnyOrder(words(ImageState.values()));
    assertThat(words("operations", "state"))
        .containsExactlyInAnyOrder(
            Stream.of(OperationState.values())
                .filter(state -> state == OperationState.RUNNING || state.ended())
                .map(Word::word)
                .toArray(String[]::new));
    assertThat(Set.copyOf(query("SELECT kind FROM operation_kinds")))
        .containsExactlyInAnyOrder(words(OperationKind.values()));
  }

  /** A build in a checkout of before would else run the migrations that it built then, too. */
  @Test
  void theMigrationsThatAreRunAreThoseOfTheSources() throws Exception {
    String folder = "dev/berth/registry/migrations";
    Path built = Path.of(Registry.class.getClassLoader().getResource(folder).toURI());

    assertThat(names(built)).isEqualTo(names(Path.of("src/main/resources", folder))).isNotEmpty();
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void aKindOfOperationThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> sql("UPDATE operations SET kind = 'paint-host'"))
        .hasMessageContaining("operations_kind_fkey");
  }

  @Test
  void aCoreHoldsOnePlacementPerRole() throws SQLException {
    insertPlacement("c-acme", 2, "op2", "next", "held");

    assertThatThrownBy(() -> insertPlacement("c-acme", 3, "op3", "next", "held"))
        .hasMessageContaining("placements_held");
    assertThatThrownBy(() -> insertPlacement("c-acme", 3, "op3", "current", "held"))
        .hasMessageContaining("placements_held");
    assertThatThrownBy(() -> insertPlacement("c-acme", 2, "op3", "previous", "held"))
        .hasMessageContaining("placements_pkey");
    assertThat(registry.cores().find("c-acme").orElseThrow().slot()).isEqualTo(acme.slot());
    assertThat(registry.cores().list()).hasSize(1);
  }

  @Test
  void anOperationHoldsOneSlotAndMayHaveQuarantinedOthers() throws SQLException {
    insertPlacement("c-acme", 2, "op1", "next", "quarantined");

    assertThatThrownBy(() -> insertPlacement("c-acme", 3, "op1", "next", "held"))
        .hasMessageContaining("placements_of_operation");
  }

  @Test
  void aTenantHasASharedCoreInPlaceOfAHostAndASlot() throws SQLException {
    place("op2", "tenant");
    sql("DELETE FROM placements WHERE core_id = 'c-tenant'");
    String columns =
        "INSERT INTO placements (core_id, generation, operation_id, state, secret_revision,"
            + " database_server, connections, shared_core_id, host_id, host_slots, slot) VALUES"
            + " ('c-tenant', 1, 'op2', 'held', 1, 'main', 2, ";

    assertThatThrownBy(() -> sql(columns + "NULL, NULL, NULL, NULL)"))
        .hasMessageContaining("check constraint");
    assertThatThrownBy(() -> sql(columns + "'c-tenant', NULL, NULL, NULL)"))
        .hasMessageContaining("check constraint");
    assertThatThrownBy(() -> sql(columns + "'c-acme', NULL, NULL, 3)"))
        .hasMessageContaining("check constraint");
    assertThatThrownBy(() -> sql(columns + "'c-acme', NULL, 7, NULL)"))
        .hasMessageContaining("foreign key");
    assertThatThrownBy(() -> sql(columns + "'c-acme', '%s', 7, 3)".formatted(acme.hostId())))
        .hasMessageContaining("check constraint");
    sql(columns + "'c-acme', NULL, NULL, NULL)");
    assertThat(query("SELECT connections_reserved FROM database_servers")).containsExactly("12");
  }

  @Test
  void tenantsHaveTheAddressOfTheirSharedCore() throws SQLException {
    register("op1", acme);
    String ready =
        "INSERT INTO cores (id, customer, environment, region, plan, state, url, address, version,"
            + " key_reference, ready_at) SELECT '%1$s', '%1$s', 'production', 'us-east-1', '%2$s',"
            + " 'ready', 'http://%1$s', address, '1', 'k', now() FROM cores WHERE id = 'c-acme'";

    sql(ready.formatted("one", "shared"));
    sql(ready.formatted("two", "shared"));
    assertThatThrownBy(() -> sql(ready.formatted("three", "dedicated")))
        .hasMessageContaining("cores_address");
  }

  @Test
  void secretsOfACoreThatIsPlacedAnewHaveANewRevision() throws SQLException {
    registry.placements().release("op1");
    place("op2", "acme");

    assertThat(query("SELECT secret_revision FROM cores")).containsExactly("2");
    assertThat(query("SELECT secret_revision FROM placements")).containsExactly("2");
  }

  @Test
  void theEventLogCanBePartitionedAndStaysAppendOnly() throws SQLException {
    Actor actor = new Actor(new Requester("test", null), null);
    sql("ALTER TABLE events DETACH PARTITION events_default");
    sql("ALTER TABLE events ATTACH PARTITION events_default FOR VALUES FROM (MINVALUE) TO (3)");
    sql("CREATE TABLE events_later PARTITION OF events DEFAULT");

    for (int i = 0; i < 3; i++) {
      registry.events().record("core/c-acme", EventType.CORE_CREDENTIALS_READ, actor, null);
    }

    assertThat(query("SELECT position FROM events_later ORDER BY 1")).containsExactly("3", "4");
    assertThat(registry.events().of("core/c-acme"))
        .extracting(event -> event.sequence())
        .containsExactly(1L, 2L, 3L, 4L);
    for (String table : List.of("events", "events_default", "events_later")) {
      assertThatThrownBy(() -> sql("DELETE FROM " + table)).hasMessageContaining("append-only");
      assertThatThrownBy(() -> sql("UPDATE " + table + " SET type = 'x'"))
          .hasMessageContaining("append-only");
    }
    for (String table : List.of("events", "events_default")) {
      assertThatThrownBy(() -> sql("TRUNCATE " + table)).hasMessageContaining("append-only");
    }
  }

  private void insertPlacement(
      String core, int generation, String operation, String role, String state)
      throws SQLException {
    sql(
        """
        INSERT INTO placements (core_id, generation, operation_id, role, state, secret_revision, database_server,
                                connections, host_id, host_slots, slot, container_image, memory_megabytes)
        SELECT '%s', %d, '%s', '%s', '%s', 1, 'main', 1, id, slots, %d, 'core:1', 256 FROM hosts LIMIT 1
        """
            .formatted(core, generation, operation, role, state, generation));
  }

  private static String[] words(Word[] constants) {
    return Stream.of(constants).map(Word::word).toArray(String[]::new);
  }

  /** The words between quotes in the CHECK of one column alone. */
  private Set<String> words(String table, String column) throws SQLException {
    String check =
        query(
                """
                SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_attribute a
                  ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
                WHERE c.contype = 'c' AND c.conrelid = '%s'::regclass AND a.attname = '%s'
                """
                    .formatted(table, column))
            .getFirst();
    return Pattern.compile("'([a-z-]+)'::text")
        .matcher(check)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private List<String> query(String statement) throws SQLException {
    try (var connection = database.getConnection();
        var sql = connection.createStatement();
        var rows = sql.executeQuery(statement)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
