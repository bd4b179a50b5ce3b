package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static dev.berth.worker.deploy.Sweeping.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.model.CoreState;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Requester;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.SweepReport;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What AWS has and the registry does not, and the other way round. */
class SweepTest extends Swept {
  @Test
  void anInstanceThatAHostLeftBehindIsTerminatedByTheHostsOwnOperationAtTheSecondPass() {
    String left = sweep.leftBehind("h1");

    assertThat(outcome(sweep.pass(), Kind.ORPHAN)).startsWith("waits");
    assertThat(sweep.alive(left)).isTrue();
    assertThat(outcome(sweep.pass(), Kind.ORPHAN)).startsWith("retires it");

    Operation retired = ended("host/h1");
    assertThat(retired)
        .extracting(Operation::kind, Operation::state, o -> o.requester().name())
        .containsExactly(OperationKind.RETIRE_HOST, OperationState.READY, "test");
    assertThat(retired.receipt()).contains("claim", "terminate", "gone");
    assertThat(sweep.alive(left)).isFalse();
    assertThat(events("host/h1")).contains("host.instances-terminated");
    assertThat(events("region/us-east-1")).contains("sweep.acted");
    assertThat(sweep.pass().findings()).isEmpty();
  }

  @Test
  void anInstanceWhoseHostTheRegistryDoesNotHaveIsTerminated() {
    core(berth.deploy("acme", "development"));
    sweep.operation("op-1", "h1");
    String orphan = sweep.launch(sweep.tags("h1", 1, "op-1"));

    sweep.twice();

    assertThat(ended("host/h1").state()).isEqualTo(OperationState.READY);
    assertThat(sweep.alive(orphan)).isFalse();
    outside.leftNothingOver();
  }

  @Test
  void aSecondInstanceOfAReadyHostGoesAndTheHostStays() {
    Core core = core(berth.deploy("acme", "production"));
    HostRecord host = onlyHost();
    String copy = sweep.launch(sweep.tags(host.id(), 1, host.operationId()));

    sweep.twice();
    await().until(() -> !sweep.alive(copy));

    ended("host/" + host.id());
    assertThat(onlyHost()).isEqualTo(host);
    outside.answersOnlyToItsKey(core);
  }

  @Test
  void aDryRunTellsAndChangesNothing() {
    String left = sweep.leftBehind("h1");

    assertThat(outcome(sweep.dryRun(), Kind.ORPHAN)).startsWith("waits");
    assertThat(outcome(sweep.dryRun(), Kind.ORPHAN)).startsWith("waits");
    sweep.pass();
    SweepReport told = sweep.dryRun();

    assertThat(outcome(told, Kind.ORPHAN)).isEqualTo("would retire host h1");
    assertThat(told.dryRun()).isTrue();
    assertThat(sweep.alive(left)).isTrue();
    assertThat(berth.registry.operations().newest("", 10))
        .extracting(Operation::kind)
        .containsOnly(OperationKind.LAUNCH_HOST);
    assertThat(berth.registry.events().after(0, 100)).isEmpty();
  }

  @Test
  void whatWasNotSeenForLongEnoughIsLeftAlone() {
    String left = sweep.leftBehind("h1");

    Sweeping.run(sweep.start(false, Duration.ofHours(1), null));
    SweepReport second = Sweeping.run(sweep.start(false, Duration.ofHours(1), null));

    assertThat(second.findings()).extracting(Finding::due).containsExactly(false);
    assertThat(sweep.alive(left)).isTrue();
  }

  @Test
  void aReadyHostWithoutCoresWhoseInstanceIsGoneIsLost() {
    assertThatThrownBy(() -> core(berth.deploy("acme", "development", Berth.BROKEN)))
        .isInstanceOf(WorkflowFailedException.class);
    HostRecord host = onlyHost();
    sweep.terminate(host.instanceId());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> sweep.pass().findings().stream().anyMatch(f -> f.kind() == Kind.LOST));

    assertThat(outcome(sweep.pass(), Kind.LOST)).isEqualTo("marked lost, with no core");

    assertThat(berth.registry.hosts().find(host.id()).orElseThrow().state())
        .isEqualTo(HostState.LOST);
  }

  @Test
  void coresThatAreLostWithTheirHostCanBeDeployedAgain() {
    Core first = core(berth.deploy("acme", "development"));
    core(berth.deploy("globex", "development"));
    HostRecord host = onlyHost();
    sweep.terminate(host.instanceId());
    lose(host);

    assertThat(berth.registry.hosts().find(host.id()).orElseThrow().state())
        .isEqualTo(HostState.LOST);
    assertThat(berth.registry.cores().list())
        .extracting(CoreRecord::state, CoreRecord::hostId)
        .containsOnly(org.assertj.core.groups.Tuple.tuple(CoreState.LOST, null));
    assertThat(events("core/" + first.coreId())).endsWith("core.registered", "core.lost");

    Core again = core(berth.deploy("acme", "development"));
    assertThat(again.coreId()).isEqualTo(first.coreId());
    assertThat(again.url()).isEqualTo(first.url());
    assertThat(again.generation()).isEqualTo(first.generation() + 1);
    outside.answersOnlyToItsKey(again);
    assertThat(onlyHost().id()).isNotEqualTo(host.id());

    // The first generation's secret: no core needs it now.
    assertThat(outcome(sweep.pass(), Kind.SECRET)).startsWith("waits");
    assertThat(outcome(sweep.pass(), Kind.SECRET)).isEqualTo("deleted");
    assertThat(berth.secrets.find(Berth.REGION, first.keyReference())).isEmpty();
    outside.answersOnlyToItsKey(again);
    assertThat(sweep.pass().findings()).isEmpty();
  }

  @Test
  void aLostCoreWhoseNewDeploymentFailsIsStillLostAndKeepsItsDatabase() {
    Core first = core(berth.deploy("acme", "development"));
    HostRecord host = onlyHost();
    sweep.terminate(host.instanceId());
    lose(host);

    assertThatThrownBy(() -> core(berth.deploy("acme", "development", Berth.BROKEN)))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(berth.registry.cores().find(first.coreId()).orElseThrow().state())
        .isEqualTo(CoreState.LOST);
    outside.answersOnlyToItsKey(core(berth.deploy("acme", "development")));
  }

  @Test
  void aLookUpThatFailsIsNoAnswer() {
    core(berth.deploy("acme", "development"));
    sweep.pass();
    berth.aws.faults().failNext(Integer.MAX_VALUE, "DescribeInstances", "InternalError", 500);
    WorkflowStub blind = sweep.start(false, Duration.ZERO, null);
    await()
        .until(
            () ->
                blind.describe().getRawDescription().getPendingActivitiesList().stream()
                    .anyMatch(activity -> activity.getAttempt() > 2));

    assertThat(onlyHost().state()).isEqualTo(HostState.READY);
    berth.aws.faults().clear();

    assertThat(Sweeping.run(blind).findings()).isEmpty();
    assertThat(onlyHost().state()).isEqualTo(HostState.READY);
  }

  @Test
  void inAFrozenRegionTheHostsOperationWaits() {
    String left = sweep.leftBehind("h1");
    Actor operator = new Actor(new Requester("ops", null), null);
    berth.registry.freezes().freeze(Berth.REGION, operator, "a test");

    sweep.twice();
    WorkflowStub run = berth.temporal.newUntypedWorkflowStub("host/h1");
    await()
        .until(
            () ->
                run.query("progress", dev.berth.workflows.operation.Progress.class).state()
                    == OperationState.FROZEN);
    assertThat(sweep.alive(left)).isTrue();

    berth.registry.freezes().thaw(Berth.REGION, operator, "it is over");
    ended("host/h1");
    assertThat(sweep.alive(left)).isFalse();
  }

  @Test
  void aHostThatGotACoreBetweenFindingAndRetiringIsLeftAlone() {
    outside.agentsStayAway();
    berth.deploy("acme", "development");
    outside.awaitLaunches(1);
    HostRecord host = onlyHost();
    berth.temporal.newUntypedWorkflowStub("host/" + host.id()).terminate("a test");

    failsInUse(sweep.retire(host.id()));

    assertThat(onlyHost().state()).isEqualTo(HostState.LAUNCHING);
    assertThat(berth.aws.snapshot().alive()).hasSize(1);
  }

  @Test
  void anInstanceOnWhichACoreLivesIsLeftAloneWhateverTheRegistrySays() {
    Core core = core(berth.deploy("acme", "production"));
    HostRecord host = onlyHost();
    sweep.sql("UPDATE hosts SET state = 'retired' WHERE id = '%s'", host.id());
    failsInUse(sweep.retire(host.id())); // the registry knows the core

    sweep.sql("DELETE FROM placements");
    sweep.sql("UPDATE cores SET state = 'absent'");
    failsInUse(sweep.retire(host.id())); // only the core itself says so

    outside.answersOnlyToItsKey(core);
    assertThat(ended("host/" + host.id()))
        .extracting(Operation::state, Operation::reason)
        .containsExactly(OperationState.UNWOUND, "in-use");
  }

  @Test
  void twoSweepsAtOnceRetireOnce() {
    String left = sweep.leftBehind("h1");
    sweep.pass();

    List<WorkflowStub> both =
        List.of(sweep.start(false, Duration.ZERO, null), sweep.start(false, Duration.ZERO, null));
    both.forEach(Sweeping::run);

    ended("host/h1");
    assertThat(sweep.alive(left)).isFalse();
    await().until(() -> sweep.pass().findings().isEmpty());
    assertThat(berth.registry.operations().newest("", 20))
        .filteredOn(o -> o.kind() == OperationKind.RETIRE_HOST)
        .allSatisfy(o -> assertThat(o.state()).isEqualTo(OperationState.READY));
  }

  private static void failsInUse(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(List.class))
        .isInstanceOfSatisfying(
            WorkflowFailedException.class,
            failed ->
                assertThat(Failures.type((TemporalFailure) failed.getCause()))
                    .isEqualTo(FailureType.IN_USE));
  }

  private HostRecord onlyHost() {
    List<HostRecord> hosts = berth.registry.hosts().list();
    assertThat(hosts).hasSize(1);
    return hosts.getFirst();
  }

  /** The newest operation of this workflow id, once it has ended. */
  private Operation ended(String workflowId) {
    return await()
        .until(
            () ->
                berth.registry.operations().newest("", 50).stream()
                    .filter(o -> o.workflowId().equals(workflowId))
                    .findFirst()
                    .orElseThrow(),
            operation -> !operation.running() && operation.kind() != OperationKind.LAUNCH_HOST);
  }

  private List<String> events(String subject) {
    return berth.registry.events().of(subject).stream().map(event -> event.type().word()).toList();
  }

  /** As an earlier release's sweep did, or this one's when a core is registered meanwhile. */
  private void lose(HostRecord host) {
    Actor actor = new Actor(new Requester("test", null), null);
    assertThat(berth.registry.losses().lose(host.id(), host.instanceId(), actor)).isPresent();
  }
}
