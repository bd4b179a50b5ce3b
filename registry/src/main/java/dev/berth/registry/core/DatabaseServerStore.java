package dev.berth.registry.core;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Database servers: rows, written from the worker's configuration. */
public final class DatabaseServerStore {
  private final Jdbi jdbi;

  /** Made by the registry. */
  public DatabaseServerStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The server of this name. */
  public Optional<DatabaseServer> find(String name) {
    return jdbi.withHandle(
        db ->
            db.createQuery("SELECT * FROM database_servers WHERE name = :name")
                .bind("name", name)
                .mapTo(DatabaseServer.class)
                .findOne());
  }

  /** All servers. */
  public List<DatabaseServer> list() {
    return jdbi.withHandle(
        db ->
            db.createQuery("SELECT * FROM database_servers ORDER BY name")
                .mapTo(DatabaseServer.class)
                .list());
  }

  /** Adds a server or changes where it is and what it may carry; its reservations stay. */
  public void put(DatabaseServer server) {
    jdbi.useTransaction(
        tx ->
            tx.createUpdate(
                    """
                    INSERT INTO database_servers (name, region, host, port, admin_secret, connection_budget)
                    VALUES (:name, :region, :host, :port, :adminSecret, :connectionBudget)
                    ON CONFLICT (name) DO UPDATE SET region = excluded.region, host = excluded.host, port = excluded.port,
                           admin_secret = excluded.admin_secret, connection_budget = excluded.connection_budget
                    """)
                .bindMethods(server)
                .execute());
  }
}
