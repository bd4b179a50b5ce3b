package dev.berth.activities;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.operation.Context;
import dev.berth.activities.settings.Settings;
import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.registry.core.PlaceCommand;
import dev.berth.registry.core.Placed;
import dev.berth.registry.operation.Operation;
import dev.berth.servers.postgres.PostgresServer;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An empty registry, and the server of cores' databases that it knows. */
public abstract class OnDatabaseServer {
  /** The only region. */
  protected static final String REGION = "us-east-1";

  /** The only database server. */
  protected static final String SERVER = "main";

  private static final CoreKey KEY = new CoreKey("acme", "development");
  private static final Requester TEST = new Requester("test", null);
  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir private static Path folder;
  private static PostgresServer postgres;

  /** Of this test. */
  protected Registry registry;

  /** Without AWS and Temporal. */
  protected Context context;

  /** The id of the only core. */
  protected String coreId;

  private String database;

  @BeforeAll
  static void startServer() {
    postgres = PostgresServer.start(folder);
  }

  @AfterAll
  static void endServer() {
    postgres.kill();
  }

  @BeforeEach
  void emptyRegistry() {
    int number = COUNT.incrementAndGet();
    coreId = "c" + number;
    database = "registry" + number;
    server("CREATE DATABASE " + database);
    registry = Registry.migrate(postgres.dataSource(database), "test");
    registry
        .databaseServers()
        .put(new DatabaseServer(SERVER, REGION, "127.0.0.1", postgres.port(), "admin", 100, 0));
    Settings settings =
        new Settings(
            "test",
            Map.of(),
            Map.of(),
            "core",
            "1",
            null,
            Duration.ofMillis(50),
            2,
            Optional.empty());
    context = Context.of(registry, new AwsClients(), new Secrets(), settings, null);
  }

  /** Places the core for an operation, in the slot of an earlier one that has not ended. */
  protected Deployment place(String operation) {
    Operation deploy =
        new Operation.Begin(
                operation, "core/" + KEY, OperationKind.DEPLOY_CORE, REGION, Plan.PACKED, TEST)
            .onCore(KEY);
    var placed =
        (Placed.Slot)
            registry.placements().place(new PlaceCommand(deploy, coreId, 7, 10, "core:1", 256));
    DeployRequest request = new DeployRequest(KEY, REGION, Plan.PACKED, null, TEST);
    return new Deployment(request, operation, placed.placement());
  }

  /** Executes in the registry past Berth. */
  protected void registry(String sql) {
    query(database, sql);
  }

  /** Executes on the server past Berth. */
  protected static List<String> server(String sql) {
    return query("postgres", sql);
  }

  /** The core's role and database. */
  protected List<String> traces() {
    return server(
        """
        SELECT 'role' FROM pg_roles WHERE rolname = '%1$s'
        UNION ALL SELECT 'database' FROM pg_database WHERE datname = '%1$s'
        """
            .formatted(coreId));
  }

  /** Whether the core can use its database with this generation's password. */
  protected boolean opens(Deployment core) {
    String password = password(core.placement().secretRevision());
    try (Connection _ = DriverManager.getConnection(postgres.jdbcUrl(coreId), coreId, password)) {
      return true;
    } catch (SQLException refused) {
      return false;
    }
  }

  private static List<String> query(String database, String sql) {
    try (Connection connection = postgres.dataSource(database).getConnection();
        Statement statement = connection.createStatement()) {
      List<String> found = new ArrayList<>();
      if (statement.execute(sql)) {
        for (ResultSet rows = statement.getResultSet(); rows.next(); ) {
          found.add(rows.getString(1));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String password(long revision) {
    return "password of revision " + revision;
  }

  /** The admin's secret, and one for every revision of the core's. */
  private static final class Secrets implements SecretStore {
    @Override
    public Optional<Map<String, String>> find(String region, String name) {
      return Optional.of(
          name.equals("admin")
              ? Map.of("user", postgres.user(), "password", postgres.password())
              : Map.of(
                  "databasePassword",
                  password(Long.parseLong(name.substring(name.lastIndexOf('/') + 1)))));
    }

    @Override
    public void create(
        String region, String name, Map<String, String> fields, Map<String, String> owner) {}

    @Override
    public void delete(String region, String name) {}
  }
}
