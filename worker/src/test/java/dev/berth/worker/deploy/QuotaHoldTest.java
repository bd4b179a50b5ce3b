package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.registry.host.HostRecord;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.fault.Fault;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.Verb;
import dev.berth.workflows.operation.WorkflowIds;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Launches that the account's vCPU quota has no room for. */
class QuotaHoldTest {
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

  @Test
  void signupsBeyondTheQuotaAreHeldWithoutAskingAwsAndGoOnWhenItIsRaised() {
    berth.withVcpus(3);
    List<WorkflowStub> runs =
        IntStream.range(0, 6).mapToObj(i -> berth.deploy("c" + i, "production")).toList();
    await().atMost(Duration.ofMinutes(1)).until(() -> held().size() == 3);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> hosts().stream().filter(host -> host.state() == HostState.READY).count() == 3);

    assertThat(held())
        .allSatisfy(
            held -> {
              assertThat(held.reason()).isEqualTo(FailureType.OVER_QUOTA);
              assertThat(held.message())
                  .contains("t2.micro needs 1 vCPUs", "quota of 3, and 3 are used");
              assertThat(held.verbs()).contains(Verb.RETRY);
            });
    assertThat(outside.calls("RunInstances")).isEqualTo(3);

    berth.aws.faults().vcpuLimit(6);

    runs.forEach(run -> outside.answersOnlyToItsKey(core(run)));
    assertThat(outside.calls("RunInstances")).isEqualTo(6);
    outside.launchedExactly(6).leftNothingOver();
  }

  @Test
  void aHeldLaunchGoesOnWhenSomebodyElsesInstanceEnds() {
    String stranger = stranger();
    berth.withVcpus(1);
    WorkflowStub run = berth.deploy("acme", "production");
    await().atMost(Duration.ofMinutes(1)).until(() -> held().size() == 1);
    assertThat(held().getFirst().message()).contains("1 are used, 1 of them by others");

    berth.clients.ec2(Berth.REGION).terminateInstances(r -> r.instanceIds(stranger));

    outside.answersOnlyToItsKey(core(run));
    assertThat(outside.calls("RunInstances")).isEqualTo(2);
  }

  @Test
  void aQuotaThatMayNotBeReadStopsNoLaunch() {
    berth.withVcpus(1);
    core(berth.deploy("first", "production"));
    berth
        .aws
        .faults()
        .add(
            new Fault.Fail(
                "GetServiceQuota", Integer.MAX_VALUE, "AccessDeniedException", 400, List.of()));
    berth.aws.faults().vcpuLimit(2);

    outside.answersOnlyToItsKey(core(berth.deploy("second", "production")));
  }

  /** What others have launched in the account. */
  private String stranger() {
    var ec2 = berth.clients.ec2(Berth.REGION);
    String id =
        ec2.runInstances(
                r ->
                    r.imageId(Account.standard().region(Berth.REGION).stockImage().id())
                        .instanceType("t2.micro")
                        .subnetId(Account.standard().region(Berth.REGION).subnets().getFirst().id())
                        .minCount(1)
                        .maxCount(1))
            .instances()
            .getFirst()
            .instanceId();
    await().until(() -> !ec2.describeInstances().reservations().isEmpty());
    return id;
  }

  private List<HostRecord> hosts() {
    return berth.registry.hosts().list();
  }

  private List<Progress.Held> held() {
    return hosts().stream()
        .map(HostRecord::id)
        .map(WorkflowIds::host)
        .map(this::progress)
        .filter(Objects::nonNull)
        .map(Progress::held)
        .filter(Objects::nonNull)
        .toList();
  }

  private Progress progress(String workflowId) {
    try {
      return berth.temporal.newUntypedWorkflowStub(workflowId).query("progress", Progress.class);
    } catch (WorkflowNotFoundException notYet) {
      return null;
    }
  }
}
