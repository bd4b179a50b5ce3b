package dev.berth.registry.core;

import dev.berth.model.CoreState;
import dev.berth.model.OperationKind.Subject;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.sql.Sql;
import java.util.List;
import java.util.Optional;

/** The rows of cores. Every change of a core's state is made here, and nowhere else. */
public final class CoreRows {
  /** Selects what a {@link CoreRecord} is made of; {@code c} is the core. */
  static final String SELECT =
      """
      SELECT c.*, p.host_id, p.slot FROM cores c
      LEFT JOIN placements p ON p.core_id = c.id AND p.role = 'current' AND p.state = 'held'
      """;

  private CoreRows() {}

  /** The core of this id, as it is just now. */
  public static Optional<CoreRecord> find(Sql db, String id) {
    return db.find(CoreRecord.class, SELECT + "WHERE c.id = ?", id);
  }

  /** The core of this id, whose row stays locked until the transaction ends. */
  public static Optional<CoreRecord> lock(Transaction tx, String id) {
    return tx.find(CoreRecord.class, SELECT + "WHERE c.id = ? FOR UPDATE OF c", id);
  }

  /** The core of a customer's environment, locked as well. */
  static Optional<CoreRecord> lock(Transaction tx, String customer, String environment) {
    return tx.find(
        CoreRecord.class,
        SELECT + "WHERE c.customer = ? AND c.environment = ? FOR UPDATE OF c",
        customer,
        environment);
  }

  /** The ready cores that hold a slot of this host, locked as well. */
  public static List<CoreRecord> lockReadyOn(Transaction tx, String hostId) {
    return tx.list(
        CoreRecord.class,
        SELECT + "WHERE p.host_id = ? AND c.state = 'ready' ORDER BY c.id FOR UPDATE OF c",
        hostId);
  }

  /**
   * The one change of a core's state: checks that it is allowed, sets the state and whatever else
   * the change sets, and appends its event.
   *
   * @param core as it was locked
   * @throws IllegalStateException when the change is not allowed, or the core is not as it was
   */
  public static void transition(Transaction tx, CoreRecord core, CoreState to, Change change) {
    CoreState.TRANSITIONS.require("core " + core.id(), core.state(), to);
    apply(tx, core, to, change.set("state", to));
  }

  /** A change that leaves the core in its state. */
  public static void update(Transaction tx, CoreRecord core, Change change) {
    apply(tx, core, core.state(), change);
  }

  private static void apply(Transaction tx, CoreRecord core, CoreState to, Change change) {
    String subject = Subject.CORE.named(core.id());
    change.apply(tx, "cores", core.id(), core.state(), subject, core.state(), to);
  }

  /** The core is lost; which database server has its data is remembered. */
  public static void lose(Transaction tx, CoreRecord core, Change change) {
    String server = PlacementRows.current(tx, core.id()).orElseThrow().databaseServer();
    transition(tx, core, CoreState.LOST, change.setNow("lost_at").set("database_server", server));
  }
}
