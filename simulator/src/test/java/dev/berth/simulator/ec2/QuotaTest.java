package dev.berth.simulator.ec2;

import static dev.berth.simulator.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

class QuotaTest {

  @TempDir Path directory;
  private Simulation simulation;

  @BeforeEach
  void start() throws IOException {
    simulation = new Simulation(directory);
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  @Test
  void theQuotaIsToldAndAnotherOneCounts() {
    assertThat(limit()).isGreaterThanOrEqualTo(1000);

    simulation.aws.faults().vcpuLimit(5);
    simulation.aws.faults().vcpuLimit(6);

    assertThat(limit()).isEqualTo(6);
    assertRefused(
        () -> simulation.quotas.getServiceQuota(r -> r.serviceCode("ec2").quotaCode("L-0")),
        "NoSuchResourceException");
  }

  @Test
  void aLaunchBeyondTheQuotaIsRefusedWhole() {
    simulation.aws.faults().vcpuLimit(5);
    simulation.launch(); // a t3.small: 2

    assertThatThrownBy(() -> simulation.launch(r -> r.maxCount(2).minCount(2)))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("VcpuLimitExceeded");
              assertThat(refusal.awsErrorDetails().errorMessage()).contains("vCPU limit of 5");
              assertThat(refusal.statusCode()).isEqualTo(400);
            });
    simulation.launch(r -> r.instanceType("t2.micro"));
    simulation.launch();
    assertThat(simulation.aws.snapshot().instances()).hasSize(3);
    assertRefused(() -> simulation.launch(r -> r.instanceType("t2.micro")), "VcpuLimitExceeded");
  }

  @Test
  void aRepeatWithItsTokenIsNoLaunch() {
    simulation.aws.faults().vcpuLimit(2);
    String id = simulation.launch(r -> r.clientToken("token")).instanceId();

    assertThat(simulation.launch(r -> r.clientToken("token")).instanceId()).isEqualTo(id);
  }

  @Test
  void whatIsTerminatedMakesRoom() {
    simulation.aws.faults().vcpuLimit(2);
    String id = simulation.launch().instanceId();
    simulation.awaitState(id, InstanceStateName.RUNNING);
    assertRefused(() -> simulation.launch(), "VcpuLimitExceeded");

    simulation.ec2.terminateInstances(r -> r.instanceIds(id));

    simulation.launch();
  }

  @Test
  void instanceTypesHaveTheirVcpus() {
    List<InstanceTypeInfo> types =
        simulation
            .ec2
            .describeInstanceTypes(
                r -> r.filters(Simulation.filter("instance-type", "t2.micro", "x9.huge")))
            .instanceTypes();

    assertThat(types).singleElement().extracting(t -> t.vCpuInfo().defaultVCpus()).isEqualTo(1);
    assertRefused(
        () -> simulation.ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings("x9.huge")),
        "InvalidInstanceType");
  }

  private double limit() {
    return simulation
        .quotas
        .getServiceQuota(r -> r.serviceCode("ec2").quotaCode("L-1216C47A"))
        .quota()
        .value();
  }
}
