package dev.berth.local.bench;

import dev.berth.local.world.World;
import dev.berth.simulator.account.Account;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;

/**
 * The story's way to a core: plain AWS SDK, one call after the other, the SDK's own waiters, and
 * everything done on the host by one script. Only the waiters' delays follow the scale, and the
 * command's gives up later than after its 100 s.
 */
final class Story implements AutoCloseable {

  /** Of the SDK's instanceRunning; what waits for the agent, which has no waiter, does the same. */
  private static final Duration EC2_DELAY = Duration.ofSeconds(15);

  /** Of the SDK's commandExecuted. */
  private static final Duration COMMAND_DELAY = Duration.ofSeconds(5);

  private static final String CORE_IMAGE = "supertokens/supertokens-postgresql:11.2.3";

  private final World world;
  private final double scale;
  private final Account.Region region = Account.standard().region("us-east-1");
  private final Ec2Client ec2;
  private final SsmClient ssm;
  private int cores;

  Story(World world, double scale) {
    this.world = world;
    this.scale = scale;
    var anyone =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create("story", "story", world.aws().token("story")));
    ec2 =
        Ec2Client.builder()
            .endpointOverride(world.aws().endpoint())
            .region(Region.of(region.name()))
            .credentialsProvider(anyone)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    ssm =
        SsmClient.builder()
            .endpointOverride(world.aws().endpoint())
            .region(Region.of(region.name()))
            .credentialsProvider(anyone)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  /** All of it once, on a host that is there: see {@link LaunchBench}. */
  void warmUp(String host) {
    awaitRunning(host);
    isOnline(host);
    start(host);
  }

  /** A new host from this image, and a core on it; returns the host. */
  String launch(Account.Image image) throws InterruptedException {
    String host =
        ec2.runInstances(
                r ->
                    r.imageId(image.id())
                        .instanceType("t2.micro")
                        .subnetId(region.subnets().getFirst().id())
                        .iamInstanceProfile(p -> p.name(region.instanceProfiles().getFirst()))
                        .minCount(1)
                        .maxCount(1))
            .instances()
            .getFirst()
            .instanceId();
    awaitRunning(host);
    while (!isOnline(host)) {
      Thread.sleep(scaled(EC2_DELAY));
    }
    start(host);
    return host;
  }

  private void awaitRunning(String host) {
    try (var waiter = ec2.waiter()) {
      waiter.waitUntilInstanceRunning(r -> r.instanceIds(host), every(EC2_DELAY));
    }
  }

  /** A core on a host that runs: its database, then one script. */
  void start(String host) {
    String core = "story" + ++cores;
    createDatabase(core);
    String command =
        ssm.sendCommand(
                r ->
                    r.documentName("AWS-RunShellScript")
                        .instanceIds(host)
                        .parameters(Map.of("commands", script(core))))
            .command()
            .commandId();
    try (var waiter = ssm.waiter()) {
      GetCommandInvocationResponse done =
          waiter
              .waitUntilCommandExecuted(
                  r -> r.commandId(command).instanceId(host), every(COMMAND_DELAY))
              .matched()
              .response()
              .orElseThrow();
      if (done.responseCode() != 0) {
        throw new IllegalStateException("the story's script: " + done.standardErrorContent());
      }
    }
  }

  void terminate(String host) {
    ec2.terminateInstances(r -> r.instanceIds(host));
  }

  private List<String> script(String core) {
    String database =
        "postgresql://%s:%s@127.0.0.1:%d/%s"
            .formatted(
                world.postgres().user(),
                world.postgres().password(),
                world.postgres().port(),
                core);
    return List.of(
        "set -e",
        "dnf upgrade -y -q",
        "dnf install -y -q docker",
        "systemctl enable --now docker",
        "docker pull -q " + CORE_IMAGE,
        "docker run -d --name %s --restart unless-stopped -p %d:3567".formatted(core, 3567 + cores)
            + " -e API_KEYS=0123456789012345678901234567 -e POSTGRESQL_CONNECTION_URI="
            + database
            + " "
            + CORE_IMAGE,
        "until docker logs %s 2>&1 | grep -q 'Started SuperTokens on'; do sleep 0.05; done"
            .formatted(core));
  }

  private void createDatabase(String name) {
    try (Connection connection = world.postgres().dataSource("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE template0");
    } catch (SQLException e) {
      throw new IllegalStateException("the story's database: " + e.getMessage(), e);
    }
  }

  private boolean isOnline(String host) {
    return ssm
        .describeInstanceInformation(
            r ->
                r.filters(
                    InstanceInformationStringFilter.builder()
                        .key("InstanceIds")
                        .values(host)
                        .build()))
        .instanceInformationList()
        .stream()
        .anyMatch(agent -> agent.pingStatusAsString().equals("Online"));
  }

  private Consumer<WaiterOverrideConfiguration.Builder> every(Duration delay) {
    return waiter ->
        waiter
            .maxAttempts(200)
            .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(scaled(delay)));
  }

  private Duration scaled(Duration atScaleOne) {
    return Duration.ofNanos(Math.round(atScaleOne.toNanos() / scale));
  }

  @Override
  public void close() {
    ec2.close();
    ssm.close();
  }
}
