package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.model.HostState;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.PoolRecord;
import dev.berth.worker.Configuration;
import dev.berth.worker.Schedules;
import dev.berth.worker.Schedules.ImagesEvery;
import dev.berth.worker.Schedules.PoolEvery;
import dev.berth.worker.Schedules.SweepEvery;
import dev.berth.workflows.operation.WorkflowIds;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** The warm pool, kept by its schedule. */
class PoolTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private Berth berth;
  private Outside outside;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.withHostsInMemory().withWorker();
    outside = new Outside(berth);
  }

  @AfterEach
  void end() throws IOException {
    ScheduleClient schedules =
        ScheduleClient.newInstance(
            berth.temporal.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(berth.temporal.getOptions().getNamespace())
                .build());
    schedules.getHandle("pool/" + Berth.REGION).delete();
    schedules.getHandle("sweep/" + Berth.REGION).delete();
    schedules.getHandle("images/" + Berth.REGION).delete();
    berth.close();
  }

  @Test
  void aCoreTakesAHostOfThePoolAndThePoolFillsUpAgain() {
    pool(1, 0).kept(NEVER);
    awaitPool(pool -> pool.runningReady() == 1);
    HostRecord waiting = onlyHost();

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    assertThat(host(waiting).used()).isEqualTo(1);
    assertThat(host(waiting).pooled()).isNull();
    awaitPool(pool -> pool.runningReady() == 1);
    outside.launchedExactly(2).leftNothingOver();
  }

  @Test
  void aStoppedHostIsStartedForACore() {
    pool(0, 1).kept(NEVER);
    awaitPool(pool -> pool.stoppedReady() == 1);
    HostRecord waiting = onlyHost();
    await().until(() -> state(waiting) == InstanceStateName.STOPPED);

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    assertThat(host(waiting))
        .extracting(HostRecord::state, HostRecord::instanceId, HostRecord::instanceNumber)
        .containsExactly(HostState.READY, waiting.instanceId(), 1);
    awaitPool(pool -> pool.stoppedReady() == 1);
    outside.launchedExactly(2).leftNothingOver();
  }

  @Test
  void anAnswerThatIsLostAfterAStopOrAStartCostsNoInstance() {
    outside.loseTheAnswerTo("StopInstances");
    pool(0, 1).kept(NEVER);
    awaitPool(pool -> pool.stoppedReady() == 1);
    outside.loseTheAnswerTo("StartInstances");

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    awaitPool(pool -> pool.stoppedReady() == 1);
    outside.launchedExactly(2).leftNothingOver();
  }

  @Test
  void aStoppedHostThatSomebodyStartsIsStoppedAgain() {
    pool(0, 1).kept(Duration.ofSeconds(1));
    awaitPool(pool -> pool.stoppedReady() == 1);
    HostRecord waiting = onlyHost();
    long stops = outside.calls("StopInstances");

    berth.clients.ec2(Berth.REGION).startInstances(r -> r.instanceIds(waiting.instanceId()));

    await().atMost(Duration.ofMinutes(1)).until(() -> outside.calls("StopInstances") > stops);
    awaitPool(pool -> pool.stoppedReady() == 1);
    assertThat(state(waiting)).isEqualTo(InstanceStateName.STOPPED);
  }

  @Test
  void aDeploymentThatIsCancelledWhileItsHostStartsTakesItAway() {
    pool(0, 1).kept(NEVER);
    awaitPool(pool -> pool.stoppedReady() == 1);
    HostRecord waiting = onlyHost();
    outside.agentsStayAway();
    WorkflowStub run = berth.deploy("acme", "production");
    await().until(() -> state(waiting) == InstanceStateName.RUNNING);
    pool(0, 0);

    run.cancel();

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(host(waiting).state()).isEqualTo(HostState.RETIRED));
    await().atMost(Duration.ofMinutes(1)).untilAsserted(outside::hasNothing);
  }

  @Test
  void aHostIsRetiredThoughTheRunThatMadeItHoldsItsLockForAWhile() {
    pool(1, 0).kept(NEVER);
    awaitPool(pool -> pool.runningReady() == 1);
    HostRecord waiting = onlyHost();
    WorkflowStub holder =
        berth.temporal.newUntypedWorkflowStub(
            "Nobody",
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.host(waiting.id()))
                .setTaskQueue("nobody")
                .build());
    holder.start();
    pool(0, 0);
    await().until(() -> host(waiting).state() == HostState.UNWANTED);

    holder.terminate("the lock is free");

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(host(waiting).state()).isEqualTo(HostState.RETIRED));
    await().atMost(Duration.ofMinutes(1)).untilAsserted(outside::hasNothing);
  }

  @Test
  void aStoppedInstanceThatIsGoneIsReplacedUnderTheSameHost() {
    pool(0, 1).kept(NEVER);
    awaitPool(pool -> pool.stoppedReady() == 1);
    HostRecord waiting = onlyHost();
    terminate(waiting);

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    assertThat(host(waiting))
        .extracting(HostRecord::state, HostRecord::instanceNumber)
        .containsExactly(HostState.READY, 2);
    awaitPool(pool -> pool.stoppedReady() == 1);
    outside.leftNothingOver();
  }

  @Test
  void aHostThatDiesInThePoolIsReplacedAndNeverHandedOut() {
    pool(1, 0).kept(Duration.ofSeconds(1));
    awaitPool(pool -> pool.runningReady() == 1);
    HostRecord waiting = onlyHost();
    terminate(waiting);

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(host(waiting).state()).isEqualTo(HostState.RETIRED));
    awaitPool(pool -> pool.runningReady() == 1);

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));
    assertThat(host(waiting).used()).isZero();
  }

  @Test
  void whatIsTooManyIsTakenAwayAndNothingElse() {
    pool(2, 1).kept(NEVER);
    awaitPool(pool -> pool.runningReady() == 2 && pool.stoppedReady() == 1);
    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    pool(0, 0);

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(berth.registry.hosts().list())
                    .singleElement()
                    .extracting(HostRecord::used)
                    .isEqualTo(1));
    await().untilAsserted(outside::leftNothingOver);
  }

  @Test
  void theQuotaThatTargetsAreJudgedByIsReadWhileThePoolIsKept() {
    assertThat(berth.registry.quotas().find(Berth.REGION)).isEmpty();

    pool(0, 0).kept(NEVER);

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> berth.registry.quotas().find(Berth.REGION).isPresent());
    assertThat(berth.registry.quotas().vcpus("t2.micro")).contains(1);
  }

  private PoolTest pool(int running, int stopped) {
    berth
        .registry
        .pools()
        .set(
            Berth.REGION,
            Plan.DEDICATED,
            running,
            stopped,
            new Actor(new Requester("test", null), null));
    return this;
  }

  private void kept(Duration checkEvery) {
    new Schedules(
            berth.temporal,
            new Configuration(
                berth.settings,
                null,
                List.of(),
                new SweepEvery(NEVER, NEVER, NEVER),
                new PoolEvery(Duration.ofSeconds(1), checkEvery, NEVER),
                new ImagesEvery(NEVER)))
        .start();
  }

  private void awaitPool(Predicate<PoolRecord> what) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> berth.registry.pools().list().getFirst(), what);
  }

  private HostRecord onlyHost() {
    assertThat(berth.registry.hosts().list()).hasSize(1);
    return berth.registry.hosts().list().getFirst();
  }

  private HostRecord host(HostRecord before) {
    return berth.registry.hosts().find(before.id()).orElseThrow();
  }

  private InstanceStateName state(HostRecord host) {
    return berth
        .clients
        .ec2(Berth.REGION)
        .describeInstances(r -> r.instanceIds(host.instanceId()))
        .reservations()
        .getFirst()
        .instances()
        .getFirst()
        .state()
        .name();
  }

  private void terminate(HostRecord host) {
    berth.clients.ec2(Berth.REGION).terminateInstances(r -> r.instanceIds(host.instanceId()));
    await().until(() -> state(host) == InstanceStateName.TERMINATED);
  }
}
