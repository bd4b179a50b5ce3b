package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.activities.BerthActivities;
import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.ParameterStore;
import dev.berth.activities.aws.Script;
import dev.berth.activities.host.Quotas;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.ImageSettings;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.model.CoreKey;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.registry.host.PlanRecord;
import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.host.HostMachines;
import dev.berth.simulator.host.InMemoryHosts;
import dev.berth.simulator.host.Machine;
import dev.berth.worker.Workers;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.launch.Launched;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.operation.Order;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * One installation for one test: real registry, real Temporal, the unmodified AWS SDK against a
 * simulated account, real scripts on simulated hosts, in this process. Another installation may
 * share the account.
 */
final class Berth implements AutoCloseable {
  static final String REGION = "us-east-1";

  /** The version of a core whose process ends as soon as it starts. */
  static final String BROKEN = "6.6.6";

  /** The version of a core that ends some time after its start. */
  static final String SHORT_LIVED = "6.6.7";

  /** The version of a core that was never published. */
  static final String ABSENT = "0.0.0";

  private static final int FAST = 1000;

  private static final AtomicInteger COUNT = new AtomicInteger();

  final String installation;
  final AwsSimulator aws;

  /** Of an operator, which may do everything. */
  final AwsClients clients;

  final ParameterStore secrets;

  /** What its policy lets a worker do. */
  final AwsClients workersClients;

  final ParameterStore workersSecrets;
  final Registry registry;
  final DataSource database;
  final Settings settings;
  final WorkflowClient temporal = Servers.temporal();
  final Path folder;
  private final boolean ownsAws;
  private Workers workers;

  /** An installation with an account of its own, whose agents and programs take hardly any time. */
  static Berth start() throws IOException {
    return start(Map.of());
  }

  /** The same, with some rows of the latency table changed. */
  static Berth start(Map<Latency, Duration> changed) throws IOException {
    return start(FAST, changed, false);
  }

  /**
   * The same with hosts in this process, which answer the scripts and run none: for tests of which
   * hosts there are, not of what runs on them.
   */
  static Berth withHostsInMemory() throws IOException {
    return start(FAST, Map.of(), true);
  }

  /**
   * The same at AWS's own pace, request limits included, but for waits that take hardly any time.
   */
  static Berth atAwsPace() throws IOException {
    return start(
        1,
        Stream.of(Latency.values())
            .filter(row -> row != Latency.TERMINATED_VISIBLE)
            .collect(Collectors.toMap(row -> row, row -> row.duration().dividedBy(FAST))),
        true);
  }

  private static Berth start(int scale, Map<Latency, Duration> changed, boolean inMemory)
      throws IOException {
    Path folder = Files.createTempDirectory("berth-test-");
    InMemoryHosts memory =
        new InMemoryHosts(name -> new Script(name, Map.of()).commands().getLast());
    Machine.Factory machines = inMemory ? memory : new HostMachines(Optional.of(images(folder)));
    AwsSimulator.Options options =
        AwsSimulator.Options.of(folder.resolve("aws"), machines)
            .withScale(scale)
            .with(Latency.TERMINATED_VISIBLE, Duration.ofHours(2000));
    for (Map.Entry<Latency, Duration> row : changed.entrySet()) {
      options = options.with(row.getKey(), row.getValue());
    }
    AwsSimulator aws = AwsSimulator.start(options);
    // Core ids derive from it: on the shared PostgreSQL no test meets another one's roles.
    Berth berth = new Berth("test-" + COUNT.incrementAndGet(), aws, folder, true);
    memory.secretsFrom(berth.secrets::find);
    return berth;
  }

  private static Path images(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("images"),
        """
        supertokens/supertokens-postgresql:%s false
        supertokens/supertokens-postgresql:%s sh -c "sleep 4; exit 1"
        supertokens/supertokens-postgresql:%s absent
        """
            .formatted(BROKEN, SHORT_LIVED, ABSENT));
  }

  /** Another installation on the same account. */
  Berth another(String name) {
    return new Berth(name, aws, folder, false);
  }

  private Berth(String installation, AwsSimulator aws, Path folder, boolean ownsAws) {
    this.installation = installation;
    this.aws = aws;
    this.folder = folder;
    this.ownsAws = ownsAws;
    clients = clients(aws, "anyone");
    secrets = new ParameterStore(clients);
    workersClients = clients(aws, "worker@" + installation);
    workersSecrets = new ParameterStore(workersClients);
    settings = settings(installation, aws.endpoint());
    database = Servers.newDatabase();
    registry = Registry.migrate(database, installation);
    secrets.create(
        REGION,
        admin(),
        Map.of("user", Servers.postgres().user(), "password", Servers.postgres().password()),
        Map.of());
    withConnections(150);
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
  }

  private static AwsClients clients(AwsSimulator aws, String accessKey) {
    StaticCredentialsProvider identity =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(accessKey, "test", aws.token(accessKey)));
    return new AwsClients(
        UrlConnectionHttpClient.create(),
        client -> client.endpointOverride(aws.endpoint()).credentialsProvider(identity));
  }

  private static Settings settings(String installation, URI registry) {
    Account.Region region = Account.standard().region(REGION);
    return new Settings(
        installation,
        Map.of(
            REGION,
            new Region(
                REGION,
                region.subnets().stream().map(s -> new Zone(s.zone(), s.id())).toList(),
                region.securityGroups().getFirst(),
                region.instanceProfiles().getFirst(),
                Account.STOCK_IMAGE_PARAMETER,
                "http",
                "localhost")),
        Map.of(
            Plan.PACKED, new PlanSettings(7, List.of("t3.small"), 10, 256),
            Plan.DEDICATED, new PlanSettings(1, List.of("t2.micro", "t3.micro"), 10, 768)),
        "supertokens/supertokens-postgresql",
        "11.2.3",
        new ImageSettings(registry, "docker", List.of("t3.small"), 1, Duration.ofDays(30)),
        Duration.ofMillis(50),
        2,
        Optional.empty());
  }

  private String admin() {
    return "/berth/" + installation + "/databases/main";
  }

  /** The cores of the database server may have so many connections together. */
  Berth withConnections(int budget) {
    registry
        .databaseServers()
        .put(
            new DatabaseServer(
                "main", REGION, "127.0.0.1", Servers.postgres().port(), admin(), budget, 0));
    return this;
  }

  /** The account has so many vCPUs from now on, and Berth knows it, as after a worker's start. */
  Berth withVcpus(int vcpus) {
    aws.faults().vcpuLimit(vcpus);
    new Quotas(clients, registry, settings).refresh(REGION, Duration.ZERO);
    return this;
  }

  /** Starts a worker; returns when it polls. */
  Berth withWorker() {
    workers = new Workers(temporal, registry, workersClients, workersSecrets, settings, List.of());
    workers.start();
    return this;
  }

  /** Asks the worker to end, as SIGTERM does; returns when it has. */
  void withoutWorker() {
    workers.stop();
  }

  /** The activities of this installation, to be called by hand. */
  Object[] activities() {
    return BerthActivities.all(registry, workersClients, workersSecrets, settings, temporal);
  }

  /** Asks for a core; does not wait. */
  WorkflowStub deploy(String customer, String environment) {
    return deploy(customer, environment, null);
  }

  /** Asks for a core of this version; does not wait. */
  WorkflowStub deploy(String customer, String environment, String version) {
    Plan plan = Plan.ofEnvironment(environment).orElseThrow();
    CoreKey key = new CoreKey(customer, environment);
    Requester requester = new Requester("test", "request-" + customer);
    return launch(new DeployRequest(key, REGION, plan, version, requester));
  }

  /** Starts an operation; does not wait. */
  WorkflowStub launch(Order order) {
    assertThat(new Launcher(temporal).launch(order)).isInstanceOf(Launched.Started.class);
    return temporal.newUntypedWorkflowStub(order.workflowId());
  }

  /** Adds a host that no operation launches. */
  void addHost(String id) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO hosts (id, region, plan, slots, state, created_by)"
                    + " VALUES (?, ?, 'dedicated', 1, 'launching', 'test')")) {
      insert.setString(1, id);
      insert.setString(2, REGION);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a core. */
  static Core core(WorkflowStub run) {
    return run.getResult(Core.class);
  }

  @Override
  public void close() throws IOException {
    if (workers != null) {
      Servers.terminateOpenRuns();
      workers.stop();
    }
    clients.close();
    workersClients.close();
    if (ownsAws) {
      aws.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }
}
