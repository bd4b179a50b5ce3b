package dev.berth.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.client.BerthClient;
import dev.berth.local.chaos.Schedule.Request;
import dev.berth.local.world.World;
import dev.berth.model.Requester;
import dev.berth.registry.core.CoreRecord;
import dev.berth.servers.postgres.Backup;
import dev.berth.simulator.standin.CoreAnswer;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.sweep.Sweep;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The registry forgets what was done since its backup, while everything goes on being killed. */
@Tag("chaos")
class RestoreTest {
  private static final Schedule SCHEDULE = Schedule.draw(42, 14);

  @TempDir private Path folder;

  /** A core that its owner uses, wherever the registry believes it to be. */
  private record Live(String name, String address, String key) {
    int answer() {
      return CoreAnswer.status(address, key);
    }
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void aBackupRestoredInTheMiddleOfAChaosRunLosesNoLiveCore() {
    Picture picture = new Picture(System.out, false);
    Strikes strikes = new Strikes(SCHEDULE.strikes(), picture);
    try (Watch watch = new Watch(strikes::deadly);
        World world = World.start(Wave.options(folder, 20, watch));
        strikes;
        Operator _ = new Operator(world.client("operator"), picture);
        Customers customers = new Customers(world.client("chaos"))) {
      SCHEDULE.faults().forEach(world.aws().faults()::add);
      strikes.aim(world, watch);
      List<Request> requests = SCHEDULE.requests();
      requests.subList(0, requests.size() / 2).forEach(customers::begin);

      List<Live> old = liveOnceThereAre(3, world);
      Backup backup = Backup.of(world.postgres(), "berth");
      // What the registry will have forgotten: a run that is still open would tell it again.
      List<Request> late = requests.subList(requests.size() / 2, requests.size());
      late.forEach(customers::begin);
      awaitReady(2, late, world);
      List<Live> all = liveOnceThereAre(old.size() + 2, world);
      picture.say("%d cores are live, and the registry forgets".formatted(all.size()));
      backup.restore();

      assertThat(secondPass(world).refused()).isEqualTo("registry-older");
      strikes.close();
      world.aws().faults().clear();
      awaitRest(world);
      picture.say("nothing goes on by itself");
      assertThat(secondPass(world).refused()).isEqualTo("registry-older");
      assertThat(world.registry().cores().list())
          .as("what the registry remembers")
          .extracting(CoreRecord::id)
          .doesNotHaveDuplicates();
      assertThat(all).allSatisfy(core -> assertThat(core.answer()).isEqualTo(200));
    }
  }

  private static List<Live> liveOnceThereAre(int number, World world) {
    return await()
        .atMost(Duration.ofMinutes(5))
        .ignoreExceptions() // servers are killed and calls are throttled meanwhile
        .until(() -> live(world), cores -> cores.size() >= number);
  }

  /** Returns when so many of these deployments have ended well, as Temporal knows. */
  private static void awaitReady(int number, List<Request> requests, World world) {
    Set<String> ids =
        requests.stream().map(request -> "core/" + request.core()).collect(Collectors.toSet());
    await()
        .atMost(Duration.ofMinutes(5))
        .ignoreExceptions()
        .until(() -> ended(world).filter(ids::contains).count() >= number);
  }

  private static Stream<String> ended(World world) {
    return listed("ExecutionStatus = 'Completed' AND WorkflowType = 'DeployCore'", world);
  }

  private static Stream<String> listed(String query, World world) {
    WorkflowServiceStubs stubs = stubs(world);
    try {
      return WorkflowClient.newInstance(stubs)
          .listExecutions(query)
          .map(run -> run.getExecution().getWorkflowId())
          .toList()
          .stream();
    } finally {
      stubs.shutdownNow();
    }
  }

  private static List<Live> live(World world) {
    BerthClient client = world.client("test");
    return world.registry().cores().list().stream()
        .filter(CoreRecord::ready)
        .map(
            core ->
                new Live(
                    core.customer() + "/" + core.environment(),
                    core.address(),
                    client.credentials(core.customer(), core.environment()).apiKey()))
        .toList();
  }

  /** What an earlier pass saw is due at once, as after an hour. */
  private static SweepReport secondPass(World world) {
    pass(world);
    return pass(world);
  }

  private static SweepReport pass(World world) {
    WorkflowServiceStubs stubs = stubs(world);
    try {
      Sweep sweep =
          WorkflowClient.newInstance(stubs)
              .newWorkflowStub(
                  Sweep.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId("sweep/test-" + UUID.randomUUID())
                      .setTaskQueue(TaskQueues.CALLS)
                      .build());
      return sweep.sweep(
          new SweepRequest(
              "us-east-1", false, Duration.ZERO, null, null, new Requester("test", "request-1")));
    } finally {
      stubs.shutdownNow();
    }
  }

  /**
   * Returns when no run goes on by itself. The registry, and so the operator, does not know all of
   * them any more.
   */
  private static void awaitRest(World world) {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(listed("ExecutionStatus = 'Running' AND BerthState != 'held'", world))
                    .noneMatch(id -> id.startsWith("core/") || id.startsWith("host/")));
  }

  private static WorkflowServiceStubs stubs(World world) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(world.temporalAddress()).build());
  }
}
