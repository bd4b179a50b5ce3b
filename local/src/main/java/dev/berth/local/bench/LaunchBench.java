package dev.berth.local.bench;

import com.google.common.base.Stopwatch;
import dev.berth.client.Answer;
import dev.berth.client.BerthClient;
import dev.berth.client.Deployed;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.BakeRequest;
import dev.berth.client.api.ImageView;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.PoolRequest;
import dev.berth.client.api.PoolView;
import dev.berth.local.world.World;
import dev.berth.local.world.WorldOptions;
import dev.berth.simulator.account.Account;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures every way, one at a time, in one world. */
public final class LaunchBench {

  /** Between looks at AWS, at scale 1, as in every local world; the worker takes no less. */
  private static final Duration POLL = Duration.ofMillis(250);

  private static final Duration LEAST_POLL = Duration.ofMillis(50);

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final int DATABASES = 7;

  private final World world;
  private final double scale;
  private final PrintStream out;
  private final BerthClient berth;
  private final List<Measured> measured = new ArrayList<>();
  private Duration database = Duration.ZERO;

  /**
   * @param world with {@link #options}, and nothing in it yet
   */
  public LaunchBench(World world, double scale, PrintStream out) {
    this.world = world;
    this.scale = scale;
    this.out = out;
    this.berth = world.client("bench");
  }

  /** The world that is measured in: AWS and the pauses between looks at it follow the scale. */
  public static WorldOptions options(Path folder, double scale) {
    Duration poll = Duration.ofMillis(Math.round(POLL.toMillis() / scale));
    WorldOptions.Workers one = WorldOptions.Workers.ONE;
    return WorldOptions.of(folder, scale)
        .withWorkers(
            new WorldOptions.Workers(
                one.number(),
                one.modules(),
                one.main(),
                Map.of(
                    "BERTH_POLL_INTERVAL",
                    (poll.compareTo(LEAST_POLL) < 0 ? LEAST_POLL : poll).toMillis() + "ms")));
  }

  /** Measures all ways, prints them, and returns what was missed; empty when all held. */
  public List<String> run() throws InterruptedException {
    warmUp();
    story();
    berth(Way.STOCK, "acme", "production");
    berth(Way.NEW_HOST, "acme", "development");
    berth(Way.FREE_SLOT, "globex", "development");
    bake();
    berth(Way.BAKED, "hooli", "production");
    keep(1, 0);
    berth(Way.RUNNING_POOL, "globex", "production");
    keep(0, 1);
    berth(Way.STOPPED_POOL, "initech", "production");
    return new LaunchReport(measured, scale, out).print();
  }

  /**
   * What is run for the first time in a process is slow: no request waits for that in production.
   */
  private void warmUp() throws InterruptedException {
    say("warming up");
    deploy("warm-up", "production");
    database = timeToMakeADatabase();
  }

  /** The median of some, made as the story and Berth make them. */
  private Duration timeToMakeADatabase() {
    List<Duration> times = new ArrayList<>();
    try (Connection connection = world.postgres().dataSource("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < DATABASES; i++) {
        Stopwatch stopwatch = Stopwatch.createStarted();
        statement.execute("CREATE DATABASE bench" + i + " TEMPLATE template0");
        times.add(stopwatch.elapsed());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the bench's databases: " + e.getMessage(), e);
    }
    return times.stream().sorted().skip(DATABASES / 2).findFirst().orElseThrow();
  }

  private void story() throws InterruptedException {
    Account.Region region = Account.standard().region("us-east-1");
    try (Story story = new Story(world, scale)) {
      story.warmUp(berth.hosts().list().getFirst().instanceId());
      say("the story's way: " + Way.STORY_STOCK.label());
      Instant began = Instant.now();
      String host = story.launch(region.stockImage());
      add(Way.STORY_STOCK, began, Instant.now(), 0);
      say("the story's way: " + Way.STORY_RUNNING.label());
      began = Instant.now();
      story.start(host);
      add(Way.STORY_RUNNING, began, Instant.now(), 0);
      story.terminate(host);
      say("the story's way: " + Way.STORY_DOCKER.label());
      began = Instant.now();
      String other = story.launch(region.dockerImage());
      add(Way.STORY_DOCKER, began, Instant.now(), 0);
      story.terminate(other);
    }
  }

  /** The next hosts boot from an image of ours. */
  private void bake() throws InterruptedException {
    say("baking an image");
    if (berth.images().bake(new BakeRequest(null, null, null))
        instanceof Answer.Started<ImageView>(Accepted accepted)) {
      OperationView ended = berth.await(accepted.operation(), PATIENCE);
      if (!ended.succeeded()) {
        throw new IllegalStateException("no image was baked: " + ended.message());
      }
    }
  }

  /** Has hosts for production cores ready, and no others. */
  private void keep(int running, int stopped) throws InterruptedException {
    say("filling the pool: %d running, %d stopped".formatted(running, stopped));
    berth.regions().setPool("default", "dedicated", new PoolRequest(running, stopped));
    Instant deadline = Instant.now().plus(PATIENCE);
    while (berth.regions().pools().pools().stream()
        .filter(pool -> pool.plan().equals("dedicated"))
        .noneMatch(pool -> holds(pool.running(), running) && holds(pool.stopped(), stopped))) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("the pool did not fill: " + berth.regions().pools());
      }
      Thread.sleep(LEAST_POLL);
    }
  }

  private static boolean holds(PoolView.Share share, int number) {
    return share.ready() == number && share.filling() == 0;
  }

  /** Measures one of Berth's ways, whose circumstances must be given. */
  void berth(Way way, String customer, String environment) throws InterruptedException {
    say("Berth: " + way.label());
    Instant asked = Instant.now();
    OperationView ended = deploy(customer, environment);
    add(way, asked, ended.finishedAt(), events("core/" + customer + "/" + environment));
  }

  List<Measured> measured() {
    return measured;
  }

  private OperationView deploy(String customer, String environment) throws InterruptedException {
    return switch (berth.deploy(customer, environment)) {
      case Deployed.Accepted accepted -> {
        OperationView ended = berth.await(accepted.operation(), PATIENCE);
        if (!ended.succeeded()) {
          throw new IllegalStateException(
              "%s/%s did not become ready: %s".formatted(customer, environment, ended.message()));
        }
        yield ended;
      }
      case Deployed.Ready _ ->
          throw new IllegalStateException(customer + "/" + environment + " was there before");
    };
  }

  private long events(String workflowId) {
    WorkflowServiceStubs temporal =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(world.temporalAddress()).build());
    try {
      return temporal
          .blockingStub()
          .describeWorkflowExecution(
              DescribeWorkflowExecutionRequest.newBuilder()
                  .setNamespace(
                      Optional.ofNullable(System.getenv("TEMPORAL_NAMESPACE")).orElse("default"))
                  .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                  .build())
          .getWorkflowExecutionInfo()
          .getHistoryLength();
    } finally {
      temporal.shutdownNow();
    }
  }

  private void add(Way way, Instant from, Instant to, long events) {
    measured.add(
        new Measured(
            way,
            Duration.between(from, to),
            scale,
            way.waitsForDatabase() ? database : Duration.ZERO,
            events));
  }

  private void say(String line) {
    out.println("  " + line);
  }
}
