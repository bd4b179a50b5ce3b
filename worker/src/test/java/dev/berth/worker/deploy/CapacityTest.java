package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.registry.host.ExhaustedCapacityStore.CapacityPool;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.simulator.account.AccountSnapshot.InstanceEntry;
import dev.berth.simulator.fault.Fault;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when AWS has no instance to give. */
class CapacityTest {
  private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b", "us-east-1c");

  private Berth berth;
  private Outside outside;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.withHostsInMemory().withWorker();
    outside = new Outside(berth);
  }

  @AfterEach
  void end() throws IOException {
    berth.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500})
  void theNextZoneIsAskedAndThenTheNextTypeEachOnce(int status) {
    dry("t2.micro", status);

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    assertThat(onlyInstance().type()).isEqualTo("t3.micro");
    assertThat(outside.calls("RunInstances")).isEqualTo(4);
    assertThat(onlyHost().instanceNumber()).isEqualTo(4);
    outside.leftNothingOver();
  }

  @Test
  void whatOneWorkerFoundDryNoOtherAsksFor() {
    dry("t2.micro", 400);
    core(berth.deploy("acme", "production"));
    berth.withoutWorker();
    berth.aws.faults().clear();
    berth.withWorker();

    core(berth.deploy("other", "production"));

    assertThat(outside.calls("RunInstances")).isEqualTo(5);
    assertThat(berth.aws.snapshot().alive())
        .extracting(InstanceEntry::type)
        .containsOnly("t3.micro");
  }

  @Test
  void aHostWaitsWhileEveryPoolIsDryAndIsLaunchedWhenCapacityIsBack() {
    dry("t2.micro", 500);
    dry("t3.micro", 500);
    WorkflowStub run = berth.deploy("acme", "production");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> berth.registry.exhaustedCapacity().of(Berth.REGION).size() == 6);
    assertThat(outside.calls("RunInstances")).isEqualTo(6);

    berth.aws.faults().clear();
    Sweeping.execute(
        berth.database, "UPDATE exhausted_capacity SET until = now()"); // three minutes pass

    outside.answersOnlyToItsKey(core(run));
    assertThat(outside.calls("RunInstances")).isEqualTo(7);
    outside.launchedExactly(1).leftNothingOver();
  }

  @Test
  void aTypeThatAZoneDoesNotOfferIsNotAskedForAgainThatDay() {
    berth
        .aws
        .faults()
        .add(new Fault.Fail("RunInstances", 1, "Unsupported", 400, List.of("t2.micro")));

    core(berth.deploy("acme", "production"));

    assertThat(onlyInstance().type()).isEqualTo("t2.micro");
    assertThat(onlyHost().instanceNumber()).isEqualTo(2);
    Sweeping.execute(
        berth.database, "UPDATE exhausted_capacity SET until = until - interval '23 hours'");
    assertThat(berth.registry.exhaustedCapacity().of(Berth.REGION))
        .singleElement()
        .extracting(CapacityPool::instanceType)
        .isEqualTo("t2.micro");
    Sweeping.execute(
        berth.database, "UPDATE exhausted_capacity SET until = until - interval '1 hour'");
    assertThat(berth.registry.exhaustedCapacity().of(Berth.REGION)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"InternalError", "RequestLimitExceeded", "Unavailable"})
  void anAnswerThatSaysNothingAboutCapacityIsRepeatedWithTheSameToken(String code) {
    berth.aws.faults().failNext(2, "RunInstances", code, 503);

    core(berth.deploy("acme", "production"));

    assertThat(onlyHost().instanceNumber()).isEqualTo(1);
    assertThat(berth.registry.exhaustedCapacity().of(Berth.REGION)).isEmpty();
    assertThat(outside.calls("RunInstances")).isEqualTo(3);
  }

  /** Asked again, it is refused again: that is no reason to believe that something may be left. */
  @ParameterizedTest
  @ValueSource(strings = {"InvalidGroup.NotFound", "InvalidSubnetID.NotFound"})
  void ofALaunchThatAwsRefusedNothingIsLeft(String code) {
    berth.aws.faults().add(new Fault.Fail("RunInstances", Integer.MAX_VALUE, code, 400, List.of()));
    WorkflowStub deployment = berth.deploy("acme", "production");

    assertThatThrownBy(() -> core(deployment)).isInstanceOf(WorkflowFailedException.class);

    assertThat(berth.registry.operations().newest("", 10))
        .extracting(Operation::kind, Operation::state, Operation::reason)
        .containsExactlyInAnyOrder(
            tuple(OperationKind.LAUNCH_HOST, OperationState.UNWOUND, "invalid"),
            tuple(OperationKind.DEPLOY_CORE, OperationState.UNWOUND, "host-failed"));
    outside.hasNothing();
  }

  private void dry(String type, int status) {
    ZONES.forEach(zone -> berth.aws.faults().add(new Fault.OutOfCapacity(type, zone, status)));
  }

  private InstanceEntry onlyInstance() {
    assertThat(berth.aws.snapshot().instances()).hasSize(1);
    return berth.aws.snapshot().instances().getFirst();
  }

  private HostRecord onlyHost() {
    assertThat(berth.registry.hosts().list()).hasSize(1);
    return berth.registry.hosts().list().getFirst();
  }
}
