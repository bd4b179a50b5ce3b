package dev.berth.registry.core;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Cores as they are read. They are written by {@link PlacementStore}. */
public final class CoreStore {
  private static final String SELECT =
      "SELECT c.*, p.host_id, p.slot FROM cores c LEFT JOIN placements p ON p.core_id = c.id AND p.state = 'held' ";

  private final Jdbi jdbi;

  /** Made by the registry. */
  public CoreStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The core of a customer's environment, if it was ever asked for. */
  public Optional<CoreRecord> find(String customer, String environment) {
    return jdbi.withHandle(
        db ->
            db.createQuery(SELECT + "WHERE c.customer = :customer AND c.environment = :environment")
                .bind("customer", customer)
                .bind("environment", environment)
                .mapTo(CoreRecord.class)
                .findOne());
  }

  /** The core of this id. */
  public Optional<CoreRecord> find(String id) {
    return jdbi.withHandle(db -> find(db, id));
  }

  /** All cores that are there or on their way, by customer and environment. */
  public List<CoreRecord> list() {
    return jdbi.withHandle(
        db ->
            db.createQuery(SELECT + "WHERE c.state <> 'absent' ORDER BY c.customer, c.environment")
                .mapTo(CoreRecord.class)
                .list());
  }

  static Optional<CoreRecord> find(Handle db, String id) {
    return db.createQuery(SELECT + "WHERE c.id = :id")
        .bind("id", id)
        .mapTo(CoreRecord.class)
        .findOne();
  }
}
