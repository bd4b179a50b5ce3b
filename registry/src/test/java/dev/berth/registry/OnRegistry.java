package dev.berth.registry;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.Placement;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.core.CoreStore.Registration;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.registry.core.PlaceCommand;
import dev.berth.registry.core.Placed;
import dev.berth.registry.host.InstanceFacts;
import dev.berth.registry.operation.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

/**
 * An empty registry with a database server for every test, used under the worker's role, and what
 * operations write into it.
 */
abstract class OnRegistry {
  /** As the owner. */
  DataSource database;

  DataSource asWorker;
  DataSource asStarter;
  Registry registry;

  @BeforeEach
  void emptyRegistry() {
    TestDatabase.Database made = TestDatabase.migrated();
    database = made.asOwner();
    asWorker = made.as("berth_worker");
    asStarter = made.as("berth_starter");
    registry = Registry.open(asWorker);
    registry
        .databaseServers()
        .put(new DatabaseServer("main", "us-east-1", "127.0.0.1", 5432, "admin", 100, 0));
  }

  Placement place(String operation, String customer) {
    return ((Placed.Slot) registry.placements().place(command(operation, customer))).placement();
  }

  static PlaceCommand command(String operation, String customer) {
    return new PlaceCommand(
        operation(operation, OperationKind.DEPLOY_CORE, customer, null),
        "c-" + customer,
        7,
        10,
        "core:1",
        256);
  }

  static Operation operation(String id, OperationKind kind, String customer, String host) {
    CoreKey core = new CoreKey(customer, "development");
    return host == null
        ? begin(id, "core/" + core, kind, Plan.PACKED).onCore(core)
        : begin(id, "host/" + host, kind, Plan.PACKED).onHost(host);
  }

  static Operation.Begin begin(String id, String workflowId, OperationKind kind, Plan plan) {
    Requester test = new Requester("test", null);
    return new Operation.Begin(id, workflowId, kind, "us-east-1", plan, test);
  }

  void claim(String operation, String host) {
    registry.hosts().claim(operation(operation, OperationKind.LAUNCH_HOST, null, host));
  }

  boolean settle(String operation, String host) {
    return settle(operation, host, "i-1");
  }

  boolean settle(String operation, String host, String instance) {
    return registry
        .hosts()
        .settle(
            host,
            operation,
            new InstanceFacts(
                instance, "t3.small", "us-east-1a", "ami-1", "address-of-" + instance),
            "{}");
  }

  java.util.Optional<CoreRecord> register(String operation, Placement slot) {
    return registry
        .cores()
        .register(operation, slot.coreId(), slot.generation(), registration(slot), "{}");
  }

  static Registration registration(Placement slot) {
    return new Registration(
        "http://" + slot.coreId(), "address-of-i-1:" + (3567 + slot.slot()), "1", "/key");
  }

  /**
   * Gives a core that has one placement a second one on the same host, as a move will.
   *
   * @param role of the second one, which has the core's newest generation
   */
  void placeTwice(String customer, String operation, String role, String state)
      throws SQLException {
    sql(
        """
        INSERT INTO placements (core_id, generation, operation_id, role, state, secret_revision, host_id, host_slots,
                                slot, database_server, connections, container_image, memory_megabytes)
        SELECT core_id, generation + 1, '%s', '%s', '%s', secret_revision, host_id, host_slots, 6, database_server,
               connections, container_image, memory_megabytes FROM placements WHERE core_id = 'c-%s';
        UPDATE cores SET generation = generation + 1 WHERE id = 'c-%s'
        """
            .formatted(operation, role, state, customer, customer));
  }

  List<String> slots(String customer) throws SQLException {
    try (var connection = database.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT role || ' ' || state FROM placements WHERE core_id = ? ORDER BY slot")) {
      query.setString(1, "c-" + customer);
      List<String> slots = new ArrayList<>();
      for (var rows = query.executeQuery(); rows.next(); ) {
        slots.add(rows.getString(1));
      }
      return slots;
    }
  }

  /** As the owner. */
  void sql(String statement) throws SQLException {
    sql(database, statement);
  }

  static void sql(DataSource database, String statement) throws SQLException {
    try (var connection = database.getConnection();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
