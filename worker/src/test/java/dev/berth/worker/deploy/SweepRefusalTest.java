package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.model.EventType;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.registry.operation.Operation;
import dev.berth.servers.postgres.Backup;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.SweepReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the sweep does not trust what it sees. */
class SweepRefusalTest {
  private Berth berth;
  private Sweeping sweep;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.withHostsInMemory().withWorker();
    sweep = new Sweeping(berth);
  }

  @AfterEach
  void end() throws IOException {
    berth.close();
  }

  @Test
  void moreThanThreeHostsAtOnceAreLeftUntilSomebodyLooks() {
    List<String> left = IntStream.range(0, 4).mapToObj(i -> sweep.leftBehind("h" + i)).toList();

    SweepReport report = sweep.twice();

    refusedLoudly(report, "too-many");
    assertThat(left).allMatch(sweep::alive);
    Sweeping.run(sweep.start(false, Duration.ZERO, 4));
    await().untilAsserted(() -> assertThat(left).noneMatch(sweep::alive));
  }

  @Test
  void anEmptyRegistryIsNotBelieved() {
    sweep.operation("op-1", "h1");
    String instance = sweep.launch(sweep.tags("h1", 1, "op-1"));

    refusedLoudly(sweep.twice(), "registry-empty");

    assertThat(sweep.alive(instance)).isTrue();
  }

  @Test
  void aRegistryYoungerThanItsInstancesIsNotBelieved() {
    String left = sweep.leftBehind("h1");
    sweep.sql("UPDATE installation SET created_at = now() + interval '1 minute'");

    refusedLoudly(sweep.twice(), "registry-new");

    assertThat(sweep.alive(left)).isTrue();
  }

  @Test
  void aRegistryThatDoesNotKnowAnInstancesOperationOrNumberIsNotBelieved() {
    String left = sweep.leftBehind("h1");
    String unknown = sweep.launch(sweep.tags("h1", 1, "op-forgotten"));
    refusedLoudly(sweep.twice(), "registry-older");

    sweep.terminate(unknown);
    sweep.launch(sweep.tags("h1", 2, "op-h1"));
    refusedLoudly(sweep.twice(), "registry-older");

    assertThat(sweep.alive(left)).isTrue();
  }

  @Test
  void aRegistryThatDidNotHearThatADeploymentEndedIsNotBelievedAndItsCoreLivesOn() {
    Outside outside = new Outside(berth);
    Core core = core(berth.deploy("acme", "development"));
    sweep.sql("UPDATE cores SET state = 'deploying'");
    sweep.sql(
        "UPDATE operations SET state = 'running', finished_at = NULL WHERE kind = 'deploy-core'");

    SweepReport report = sweep.twice();

    refusedLoudly(report, "registry-older");
    assertThat(berth.registry.operations().newest("", 5))
        .as("no unwinding was started")
        .extracting(Operation::kind)
        .containsOnly(OperationKind.SWEEP, OperationKind.DEPLOY_CORE, OperationKind.LAUNCH_HOST);
    outside.answersOnlyToItsKey(core);
  }

  @Test
  void anInstanceWithoutOurTagDoesNotExistAndOneWithoutTheOthersIsNeverTouched() {
    String foreign = sweep.launch(Map.of("Name", "somebody else's"));
    core(berth.deploy("acme", "development"));
    String strange = sweep.launch(Map.of("berth:installation", berth.installation));

    sweep.twice();
    SweepReport report = sweep.pass();

    assertThat(report.refused()).isNull();
    assertThat(report.findings())
        .singleElement()
        .extracting(Finding::instanceId, Finding::outcome)
        .containsExactly(strange, "left: nothing proves that it is Berth's");
    assertThat(List.of(foreign, strange)).allMatch(sweep::alive);
  }

  @Test
  void afterTheRestoreOfABackupNoLiveCoreIsLostAndTheSweepSaysSo() {
    Outside outside = new Outside(berth);
    Core before = core(berth.deploy("acme", "development"));
    berth.withoutWorker();
    Backup backup = Backup.of(Servers.postgres(), berth.database);
    berth.withWorker();
    Core slotAfter = core(berth.deploy("globex", "development"));
    Core hostAfter = core(berth.deploy("globex", "production"));
    berth.withoutWorker();
    backup.restore();
    berth.withWorker();
    assertThat(berth.registry.cores().list()).hasSize(1);

    refusedLoudly(sweep.twice(), "registry-older");

    assertThat(List.of(before, slotAfter, hostAfter)).allSatisfy(outside::answersOnlyToItsKey);
  }

  private void refusedLoudly(SweepReport report, String word) {
    assertThat(report.refused()).isEqualTo(word);
    assertThat(report.findings()).noneMatch(f -> f.outcome().contains("(operation"));
    assertThat(berth.registry.operations().newest("", 1))
        .extracting(Operation::kind, Operation::state, Operation::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(OperationKind.SWEEP, OperationState.LEFT, word));
    assertThat(berth.registry.events().of("region/us-east-1"))
        .anySatisfy(
            event -> {
              assertThat(event.type()).isEqualTo(EventType.SWEEP_REFUSED);
              assertThat(event.reason()).startsWith(word);
            });
  }
}
