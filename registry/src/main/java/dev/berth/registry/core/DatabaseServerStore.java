package dev.berth.registry.core;

import dev.berth.registry.change.Database;
import java.util.List;
import java.util.Optional;

/** Database servers: rows, written from the worker's configuration. */
public record DatabaseServerStore(Database db) {
  /** The server of this name. */
  public Optional<DatabaseServer> find(String name) {
    return db.find(DatabaseServer.class, "SELECT * FROM database_servers WHERE name = ?", name);
  }

  /** All servers. */
  public List<DatabaseServer> list() {
    return db.list(DatabaseServer.class, "SELECT * FROM database_servers ORDER BY name");
  }

  /** Adds a server or changes where it is and what it may carry; its reservations stay. */
  public void put(DatabaseServer server) {
    db.executeFor(
        server,
        """
        INSERT INTO database_servers (name, region, host, port, admin_secret, connection_budget)
        VALUES (:name, :region, :host, :port, :adminSecret, :connectionBudget)
        ON CONFLICT (name) DO UPDATE SET region = excluded.region, host = excluded.host, port = excluded.port,
               admin_secret = excluded.admin_secret, connection_budget = excluded.connection_budget
        """);
  }
}
