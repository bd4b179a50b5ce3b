package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static dev.berth.worker.deploy.Sweeping.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.model.CoreState;
import dev.berth.model.HostState;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.simulator.account.AccountSnapshot.InstanceEntry;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.fault.Fault;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.SweepReport;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts whose instance is lost or unfit, and hosts that no core needs. */
class ReplaceTest {
  private static final Actor OPS = new Actor(new Requester("ops", "request-1"), null);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Berth berth;
  private Outside outside;
  private Sweeping sweep;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.start().withWorker();
    outside = new Outside(berth);
    sweep = new Sweeping(berth);
  }

  @AfterEach
  void end() throws IOException {
    berth.close();
  }

  @Test
  void aLostInstanceIsReplacedAndItsCoresAnswerAtTheSameUrls() {
    Core acme = core(berth.deploy("acme", "development"));
    Core globex = core(berth.deploy("globex", "development"));
    HostRecord host = onlyHost();
    sweep.terminate(host.instanceId());
    sweep.untilSomethingDiffers();

    assertThat(outcome(sweep.pass(), Kind.LOST)).startsWith("replaces it");

    awaitReplaced(host);
    outside.answersOnlyToItsKey(moved(acme));
    outside.answersOnlyToItsKey(moved(globex));
    assertThat(types("core/" + acme.coreId())).endsWith("core.registered", "core.moved");
    outside.launchedExactly(2).leftNothingOver();
    assertThat(sweep.pass().findings()).isEmpty();
  }

  @Test
  void anImpairedInstanceIsReplacedAndEndsBeforeItsCoresStartAgain() {
    Core acme = core(berth.deploy("acme", "production"));
    HostRecord host = onlyHost();
    berth.aws.faults().add(new Fault.Impaired(host.instanceId()));
    sweep.untilSomethingDiffers();

    assertThat(outcome(sweep.pass(), Kind.IMPAIRED)).startsWith("replaces it");

    awaitReplaced(host);
    assertThat(sweep.alive(host.instanceId())).isFalse();
    outside.answersOnlyToItsKey(moved(acme));
    outside.launchedExactly(2).leftNothingOver();
  }

  @Test
  void anEndWhoseAnswerIsLostIsWaitedForAllTheSame() throws IOException {
    berth.close();
    berth = Berth.start(Map.of(Latency.SHUTTING_DOWN, Duration.ofHours(2))).withWorker(); // seconds
    outside = new Outside(berth);
    sweep = new Sweeping(berth);
    core(berth.deploy("acme", "production"));
    HostRecord host = onlyHost();
    berth.aws.faults().loseNextAnswers(100, "TerminateInstances"); // more than the SDK asks for

    sweep.replace(host);

    await()
        .atMost(PATIENCE)
        .until(() -> !host(host).instanceId().equals(host.instanceId())); // cores start from now on
    assertThat(berth.aws.snapshot().instances())
        .filteredOn(instance -> instance.id().equals(host.instanceId()))
        .extracting(InstanceEntry::state)
        .containsExactly("terminated");
    awaitReplaced(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"instance-retirement", "instance-stop"})
  void aNoticeThatAwsWillEndTheInstanceLeadsToItsReplacement(String code) {
    Core acme = core(berth.deploy("acme", "production"));
    HostRecord host = onlyHost();
    berth.aws.faults().add(new Fault.Notice(host.instanceId(), code, null));

    assertThat(outcome(sweep.twice(), Kind.IMPAIRED)).startsWith("replaces it");

    awaitReplaced(host);
    outside.answersOnlyToItsKey(moved(acme));
  }

  @ParameterizedTest
  @CsvSource({"system-reboot,", "instance-retirement,[Completed] The instance is retired"})
  void aRebootAndWhatIsOverLeadToNothing(String code, String description) {
    core(berth.deploy("acme", "production"));
    berth.aws.faults().add(new Fault.Notice(onlyHost().instanceId(), code, description));

    assertThat(sweep.twice().findings()).isEmpty();
  }

  @Test
  void anInstanceThatIsWellAgainIsLeftAlone() {
    core(berth.deploy("acme", "production"));
    HostRecord host = onlyHost();
    berth.aws.faults().add(new Fault.Impaired(host.instanceId()));
    sweep.untilSomethingDiffers();
    berth.aws.faults().clear();

    assertThat(sweep.pass().findings()).isEmpty();
    outside.launchedExactly(1);
  }

  @Test
  void aReplacementWhoseRunIsTerminatedIsBroughtToItsEnd() {
    Core acme = core(berth.deploy("acme", "production"));
    HostRecord host = onlyHost();
    outside.agentsStayAway();
    WorkflowStub first = sweep.replace(host);
    outside.awaitLaunches(2);
    first.terminate("a test");
    outside.agentsComeOnline();

    assertThat(outcome(sweep.twice(), Kind.UNATTENDED)).startsWith("replaces it");

    awaitReplaced(host);
    outside.answersOnlyToItsKey(moved(acme));
    outside.launchedExactly(3).leftNothingOver();
  }

  @Test
  void aReplacementThatIsCancelledInTimeLeavesTheCoresWhereTheyAre() {
    Core acme = core(berth.deploy("acme", "production"));
    HostRecord host = onlyHost();
    outside.agentsStayAway();
    WorkflowStub run = sweep.replace(host);
    outside.awaitLaunches(2);

    run.cancel();

    assertThatThrownBy(() -> run.getResult(Object.class))
        .isInstanceOf(WorkflowFailedException.class);
    outside.agentsComeOnline();
    assertThat(onlyHost().instanceId()).isEqualTo(host.instanceId());
    assertThat(onlyHost().replacedBy()).isNull();
    outside.answersOnlyToItsKey(acme);
    await().untilAsserted(outside::leftNothingOver);
  }

  @Test
  void aPoolHostThatDiesBetweenClaimAndStartIsReplacedForTheCoreThatTookIt() {
    core(berth.deploy("acme", "production"));
    HostRecord waiting = pooled();
    noSecretsAreKept();
    WorkflowStub run = berth.deploy("globex", "production");
    await().atMost(PATIENCE).until(() -> host(waiting).used() == 1);
    sweep.terminate(waiting.instanceId());
    berth.aws.faults().clear();

    Core globex = core(run);

    outside.answersOnlyToItsKey(globex);
    assertThat(host(waiting))
        .extracting(HostRecord::state, HostRecord::used, HostRecord::replacedBy)
        .containsExactly(HostState.READY, 1, null);
    assertThat(host(waiting).instanceId()).isNotEqualTo(waiting.instanceId());
    assertThat(types("host/" + waiting.id())).contains("host.moved", "host.replaced");
    outside.leftNothingOver();
  }

  @Test
  void aCoreThatWaitsWhileItsHostIsReplacedStartsOnTheNewInstance() {
    core(berth.deploy("acme", "development"));
    HostRecord host = onlyHost();
    noSecretsAreKept();
    WorkflowStub late = berth.deploy("late", "development");
    await().atMost(PATIENCE).until(() -> host(host).used() == 2);
    sweep.replace(host);
    awaitReplaced(host);
    berth.aws.faults().clear();

    Core core = core(late);

    assertThat(core.address()).startsWith(onlyHost().address() + ":");
    outside.answersOnlyToItsKey(core);
  }

  @Test
  void aCordonedHostKeepsItsCoresAndGetsNoOther() {
    Core acme = core(berth.deploy("acme", "development"));
    HostRecord host = onlyHost();
    berth.registry.hosts().cordon(host.id(), true, OPS, "a test");

    core(berth.deploy("globex", "development"));

    assertThat(host(host).used()).isEqualTo(1);
    outside.answersOnlyToItsKey(acme);
  }

  @Test
  void aHostIsRetiredOnceNothingLivesOnIt() {
    core(berth.deploy("acme", "development"));
    HostRecord host = onlyHost();
    assertThatThrownBy(() -> sweep.retire(host, true).getResult(List.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasRootCauseMessage(
            "message='cores need host %s; nothing was taken away', type='in-use', nonRetryable=true"
                .formatted(host.id()));
    assertThat(host(host).state()).isEqualTo(HostState.READY);
    HostRecord empty = empty("development");

    sweep.retire(empty, true).getResult(List.class);

    assertThat(host(empty).state()).isEqualTo(HostState.RETIRED);
    assertThat(sweep.alive(empty.instanceId())).isFalse();
    assertThat(sweep.alive(host.instanceId())).isTrue();
    outside.leftNothingOver();
  }

  @ParameterizedTest
  @ValueSource(strings = {"development", "production"})
  void aHostThatStaysEmptyIsRetiredUnlessAPoolKeepsIt(String environment) {
    HostRecord empty = empty(environment);
    assertThat(sweep.twice().findings())
        .extracting(Finding::kind, Finding::due)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.EMPTY, false)); // not for an hour
    sweep.sql("UPDATE hosts SET pooled = 'running'");
    assertThat(sweep.empties(Duration.ZERO).findings()).isEmpty();
    sweep.sql("UPDATE hosts SET pooled = NULL");
    sweep.empties(Duration.ZERO);

    SweepReport report = sweep.empties(Duration.ZERO);

    assertThat(outcome(report, Kind.EMPTY)).startsWith("retires it");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(host(empty).state()).isEqualTo(HostState.RETIRED));
    outside.hasNothing();
  }

  /** Who has a slot goes no further, until it is cleared. */
  private void noSecretsAreKept() {
    berth
        .aws
        .faults()
        .add(
            new Fault.Fail(
                "PutParameter", Integer.MAX_VALUE, "InternalServerError", 500, List.of()));
  }

  /** A ready host whose only core could not start. */
  private HostRecord empty(String environment) {
    List<String> before = berth.registry.hosts().list().stream().map(HostRecord::id).toList();
    before.forEach(id -> berth.registry.hosts().cordon(id, true, OPS, null));
    assertThatThrownBy(() -> core(berth.deploy("broken", environment, Berth.BROKEN)))
        .isInstanceOf(WorkflowFailedException.class);
    return berth.registry.hosts().list().stream()
        .filter(host -> !before.contains(host.id()))
        .findFirst()
        .orElseThrow();
  }

  /** A ready dedicated host that a pool keeps. */
  private HostRecord pooled() {
    berth.registry.pools().set(Berth.REGION, Plan.DEDICATED, 1, 0, OPS);
    String id = berth.registry.pools().fill(Berth.REGION, Plan.DEDICATED).getFirst();
    sweep.ensure(id);
    await()
        .atMost(PATIENCE)
        .until(() -> berth.registry.hosts().find(id).orElseThrow().state() == HostState.READY);
    return berth.registry.hosts().find(id).orElseThrow();
  }

  private void awaitReplaced(HostRecord before) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(host(before).instanceId()).isNotEqualTo(before.instanceId());
              assertThat(host(before).replacedBy()).isNull();
            });
    assertThat(host(before).state()).isEqualTo(HostState.READY);
  }

  /** The same core, at its new address and its old URL. */
  private Core moved(Core before) {
    CoreRecord now = berth.registry.cores().find(before.coreId()).orElseThrow();
    assertThat(now)
        .extracting(CoreRecord::state, CoreRecord::url, CoreRecord::generation)
        .containsExactly(CoreState.READY, before.url(), before.generation());
    assertThat(now.address()).isNotEqualTo(before.address());
    return new Core(
        now.id(), now.generation(), now.url(), now.address(), now.version(), now.keyReference());
  }

  private HostRecord onlyHost() {
    assertThat(berth.registry.hosts().list()).hasSize(1);
    return berth.registry.hosts().list().getFirst();
  }

  private HostRecord host(HostRecord before) {
    return berth.registry.hosts().find(before.id()).orElseThrow();
  }

  private List<String> types(String subject) {
    return berth.registry.events().of(subject).stream().map(event -> event.type().word()).toList();
  }
}
