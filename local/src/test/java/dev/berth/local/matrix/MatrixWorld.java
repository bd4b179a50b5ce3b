package dev.berth.local.matrix;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.Script;
import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.Registry;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.registry.host.PlanRecord;
import dev.berth.servers.postgres.PostgresServer;
import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.host.InMemoryHosts;
import dev.berth.worker.Workers;
import dev.berth.workflows.operation.BerthAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * One installation for some hundred cells of the matrix: real workers, registry, PostgreSQL and AWS
 * SDK, a simulated account with a region for every cell, and Temporal's in-memory server, which
 * runs several times as many activities a second as the real one on the same cores.
 */
final class MatrixWorld implements AutoCloseable {
  static final String INSTALLATION = "matrix";

  private static final AtomicInteger REGION = new AtomicInteger();

  private final Path folder = folder();
  final PostgresServer postgres = PostgresServer.start(folder.resolve("postgres"));
  final InMemoryHosts machines =
      new InMemoryHosts(name -> new Script(name, Map.of()).commands().getLast());
  final Replays replays = new Replays();
  final AwsSimulator aws;

  /** Of an operator, which may do everything. */
  final AwsClients clients;

  final SecretStore secrets;
  final Settings settings;
  final Registry registry;
  final FaultInterceptor interceptor;
  final WorkflowClient temporal;
  private final TestWorkflowEnvironment temporalServer;
  private final Workers workers;

  /** When the process is stopped, nothing must stay behind in memory. */
  private final Thread onExit = new Thread(this::end);

  private final HikariDataSource database;

  /** The cores' databases are on this server. */
  final HikariDataSource server;

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);

  MatrixWorld() {
    Account account = Regions.account();
    aws = simulator(account);
    clients = clients("anyone");
    secrets = new SecretsByRegion(clients);
    machines.secretsFrom(secrets::find);
    server = pool(postgres, "postgres");
    update("ALTER ROLE postgres SET synchronous_commit = off", server);
    cheapLogins();
    update("CREATE DATABASE registry", server);
    database = pool(postgres, "registry");
    registry = Registry.migrate(database, INSTALLATION);
    interceptor = new FaultInterceptor(registry);
    settings = Regions.settings(account, INSTALLATION);
    settings
        .plans()
        .forEach(
            (plan, hosts) ->
                registry
                    .plans()
                    .put(
                        new PlanRecord(
                            dev.berth.model.Plan.valueOf(plan.name()),
                            hosts.slots(),
                            hosts.instanceTypes())));
    temporalServer = temporal();
    temporal = temporalServer.getWorkflowClient();
    AwsClients workersClients = clients("worker@" + INSTALLATION);
    workers =
        new Workers(
            temporal,
            registry,
            workersClients,
            new SecretsByRegion(workersClients),
            settings,
            List.of(interceptor));
    workers.start();
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  private AwsClients clients(String accessKey) {
    StaticCredentialsProvider identity =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(accessKey, "test", aws.token(accessKey)));
    return new AwsClients(
        UrlConnectionHttpClient.create(),
        client ->
            client
                .endpointOverride(aws.endpoint())
                .credentialsProvider(identity)
                // Three clients a region, with five threads each, would be thousands.
                .overrideConfiguration(
                    client.overrideConfiguration().toBuilder()
                        .scheduledExecutorService(timer)
                        .build()));
  }

  private AwsSimulator simulator(Account account) {
    try {
      return AwsSimulator.start(
          AwsSimulator.Options.of(folder.resolve("aws"), machines)
              .withScale(1000)
              .withAccount(account)
              .with(Latency.TERMINATED_VISIBLE, Duration.ofHours(2000)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every cell logs in several times; 4,096 rounds of hashing each would be a tenth of its CPU. */
  private void cheapLogins() {
    String password = "ALTER ROLE %s PASSWORD '%s'".formatted(postgres.user(), postgres.password());
    update("SET scram_iterations = 1; " + password + "; RESET scram_iterations", server);
  }

  private static HikariDataSource pool(PostgresServer postgres, String name) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(postgres.jdbcUrl(name));
    config.setUsername(postgres.user());
    config.setPassword(postgres.password());
    config.setMaximumPoolSize(20);
    return new HikariDataSource(config);
  }

  private static TestWorkflowEnvironment temporal() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder().setUseTimeskipping(false);
    BerthAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  private static String newName() {
    return Regions.name(REGION.getAndIncrement());
  }

  /** A new region, with a database server. */
  String newRegion() {
    String region = newName();
    String admin = "/berth/" + INSTALLATION + "/databases/" + region;
    secrets.create(
        region, admin, Map.of("user", postgres.user(), "password", postgres.password()), Map.of());
    registry
        .databaseServers()
        .put(new DatabaseServer(region, region, "127.0.0.1", postgres.port(), admin, 150, 0));
    return region;
  }

  /** The first column of the rows that a query finds whose every parameter is the region. */
  List<String> rows(String sql, String region) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 1; i <= query.getParameterMetaData().getParameterCount(); i++) {
        query.setString(i, region);
      }
      List<String> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Stops what runs in the region, and forgets it: a thousand databases would fill the disk, and
   * the lists of all cores and hosts would grow from cell to cell.
   */
  void clear(String region) {
    machines.powerOff(region);
    List<String> cores = rows("SELECT id FROM cores WHERE region = ?", region);
    for (String core : cores) {
      update("DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(core), server);
      update("DROP ROLE IF EXISTS \"%s\"".formatted(core), server);
    }
    registry(
        """
        DELETE FROM placements USING cores WHERE cores.id = core_id AND cores.region = '%1$s';
        DELETE FROM cores WHERE region = '%1$s';
        DELETE FROM hosts WHERE region = '%1$s';
        DELETE FROM images WHERE region = '%1$s';
        DELETE FROM operations WHERE region = '%1$s';
        DELETE FROM pools WHERE region = '%1$s';
        DELETE FROM database_servers WHERE region = '%1$s'
        """
            .formatted(region));
  }

  /** Writes into the registry past Berth. */
  void registry(String sql) {
    update(sql, database);
  }

  private static void update(String sql, javax.sql.DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In memory where there is such a place: a thousand databases are made and dropped. */
  private static Path folder() {
    Path memory = Path.of("/dev/shm");
    try {
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "berth-matrix-")
          : Files.createTempDirectory("berth-matrix-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(onExit);
    end();
  }

  private void end() {
    workers.stop();
    temporalServer.close();
    timer.shutdownNow();
    database.close();
    server.close();
    postgres.close();
    try {
      aws.close();
      FileUtils.deleteDirectory(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
