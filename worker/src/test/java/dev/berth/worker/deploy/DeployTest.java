package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.model.OperationState;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.simulator.account.Latency;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.operation.Progress;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole deployments: a worker, a real Temporal server and registry, and a simulated outside that
 * keeps AWS's semantics.
 */
class DeployTest {
  private Berth berth;
  private Outside outside;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.start().withWorker();
    outside = new Outside(berth);
  }

  @AfterEach
  void end() throws IOException {
    berth.close();
  }

  /** What Temporal's UI shows beside the run's activities. */
  private Set<String> labels(WorkflowStub run) {
    return berth.temporal.fetchHistory(run.getExecution().getWorkflowId()).getEvents().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getUserMetadata().getSummary())
        .map(
            label ->
                DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                    label, String.class, String.class))
        .collect(Collectors.toSet());
  }

  @Test
  void aDevelopmentAndAProductionCoreBecomeReadyOnHostsOfTheirOwn() {
    WorkflowStub development = berth.deploy("acme", "development");
    WorkflowStub production = berth.deploy("acme", "production");

    assertThat(List.of(core(development), core(production)))
        .allSatisfy(outside::answersOnlyToItsKey);
    assertThat(berth.registry.hosts().list())
        .extracting(HostRecord::plan)
        .containsExactlyInAnyOrder(dev.berth.model.Plan.PACKED, dev.berth.model.Plan.DEDICATED);
    outside.launchedExactly(2).leftNothingOver();
    assertThat(labels(development))
        .contains(
            "acme/development",
            berth.registry.cores().find("acme", "development").orElseThrow().hostId() + ", slot 0");
  }

  @Test
  void sevenSimultaneousSignupsShareOneHostAndTheEighthGetsASecond() {
    List<WorkflowStub> runs =
        IntStream.range(0, 7).mapToObj(i -> berth.deploy("customer" + i, "development")).toList();
    runs.forEach(run -> outside.answersOnlyToItsKey(core(run)));
    outside.launchedExactly(1);

    outside.answersOnlyToItsKey(core(berth.deploy("customer7", "development")));

    assertThat(berth.registry.hosts().list()).extracting(HostRecord::used).containsExactly(7, 1);
    outside.launchedExactly(2).leftNothingOver();
  }

  @Test
  void aHostLivesOnWhenItsCreatorIsCancelledWhileOthersWaitForIt() {
    outside.agentsStayAway();
    WorkflowStub creator = berth.deploy("creator", "development");
    outside.awaitLaunches(1);
    WorkflowStub other = berth.deploy("other", "development");
    await().until(() -> berth.registry.hosts().list().getFirst().used() == 2);

    creator.cancel();
    assertThatThrownBy(() -> core(creator)).isInstanceOf(WorkflowFailedException.class);
    outside.agentsComeOnline();

    outside.answersOnlyToItsKey(core(other));
    outside.launchedExactly(1).leftNothingOver();
    assertThat(berth.registry.cores().list())
        .extracting(CoreRecord::customer)
        .containsExactly("other");
  }

  @Test
  void aHostGoesWhenItsCreatorIsCancelledAlone() {
    outside.agentsStayAway();
    WorkflowStub creator = berth.deploy("creator", "development");
    outside.awaitLaunches(1);

    creator.cancel();
    assertThatThrownBy(() -> core(creator)).isInstanceOf(WorkflowFailedException.class);

    await().untilAsserted(() -> assertThat(berth.registry.hosts().list()).isEmpty());
    await().untilAsserted(() -> outside.hasNothing());
    assertThat(berth.registry.operations().newest("", 10))
        .extracting(Operation::state)
        .containsOnly(OperationState.UNWOUND);
  }

  @Test
  void aWorkerThatIsAskedToEndInTheMiddleOfAWaitLeavesItToTheNext() {
    outside.agentsStayAway();
    WorkflowStub run = berth.deploy("acme", "production");
    outside.awaitLaunches(1);

    berth.withoutWorker();
    outside.agentsComeOnline();
    berth.withWorker();

    outside.answersOnlyToItsKey(core(run));
    outside.launchedExactly(1).leftNothingOver();
  }

  @Test
  void anAnswerThatIsLostAfterRunInstancesCostsNoSecondInstance() {
    outside.loseTheAnswerTo("RunInstances");

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    outside.launchedExactly(1).leftNothingOver();
  }

  @Test
  void aZoneWithoutCapacityIsLeftForTheNext() {
    outside.noCapacityInTwoOfThreeZones();

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    outside.launchedExactly(1).leftNothingOver();
  }

  @Test
  void anInstanceThatDiesWhilePendingIsReplacedUnderTheSameHost() {
    outside.nextInstanceDies();

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    assertThat(berth.registry.hosts().list())
        .singleElement()
        .extracting(HostRecord::instanceNumber)
        .isEqualTo(2);
    outside.launchedExactly(2).leftNothingOver();
  }

  @ParameterizedTest
  @ValueSource(strings = {Berth.BROKEN, Berth.SHORT_LIVED})
  void aCoreThatEndsAtItsStartOrSoonAfterItIsUnwoundAndTheReceiptSaysWhy(String version) {
    assertThatThrownBy(() -> core(berth.deploy("acme", "development", version)))
        .isInstanceOf(WorkflowFailedException.class);

    Operation operation = berth.registry.operations().newestOf("acme", "development").orElseThrow();
    assertThat(operation)
        .extracting(Operation::state, Operation::reason)
        .containsExactly(OperationState.UNWOUND, "script-failed");
    assertThat(operation.message()).contains("the core ended");
    outside.leftNothingOver();
    outside.hasNoTraceOfCores();
  }

  @Test
  void noCoreWaitsForAnotherOneToComeUpOnTheSameHost() throws IOException {
    berth.close();
    // Longer than any test: only the check is left to wait for.
    berth = Berth.start(Map.of(Latency.CORE_START, Duration.ofHours(200))).withWorker();

    List<WorkflowStub> seven =
        IntStream.range(0, 7).mapToObj(i -> berth.deploy("c" + i, "development")).toList();

    // Two more than the agent runs at once.
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(seven)
                    .extracting(run -> run.query("progress", Progress.class).step())
                    .containsOnly("check"));
  }

  @Test
  void noKeyAndNoPasswordAppearsInAnyHistoryCommandOrRegistryRow() {
    Core development = core(berth.deploy("acme", "development"));
    Core production = core(berth.deploy("acme", "production"));

    outside.showsNoSecretOf(development, production);
  }

  @Test
  void askingAgainForACoreThatIsReadyChangesNothing() {
    Core first = core(berth.deploy("acme", "development"));

    assertThat(core(berth.deploy("acme", "development"))).isEqualTo(first);
    outside.launchedExactly(1).leftNothingOver();
  }
}
