package dev.berth.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.simulator.Simulation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** What the project's own policies let Berth's processes and hosts do, and nothing else. */
class PoliciesTest {

  @TempDir Path folder;
  private Simulation simulation;

  @BeforeEach
  void start() throws Exception {
    simulation = new Simulation(folder);
  }

  @AfterEach
  void stop() throws Exception {
    simulation.close();
  }

  @Test
  void aWorkerLaunchesOnlyWhatCarriesItsOwnTag() {
    Ec2Client worker = simulation.ec2As("worker@blue");

    assertThat(worker.runInstances(tagged("blue")).instances()).hasSize(1);
    assertDenied(() -> worker.runInstances(tagged("green")), "ec2:RunInstances");
    assertDenied(() -> worker.runInstances(simulation.request(_ -> {})), "ec2:RunInstances");
  }

  @Test
  void aWorkerEndsNoInstanceOfAnotherInstallation() {
    String others = idOf(simulation.ec2As("worker@green").runInstances(tagged("green")));
    Ec2Client blue = simulation.ec2As("worker@blue");

    assertDenied(() -> blue.terminateInstances(r -> r.instanceIds(others)), "ec2:Terminate");
    assertDenied(() -> blue.stopInstances(r -> r.instanceIds(others)), "ec2:StopInstances");
    assertThat(simulation.aws.snapshot().alive()).hasSize(1);
  }

  @Test
  void aWorkerRunsNoScriptOnAnotherInstallationsHost() {
    String others = idOf(simulation.ec2As("worker@green").runInstances(tagged("green")));
    SsmClient blue = simulation.ssmAs("worker@blue");

    assertDenied(
        () ->
            blue.sendCommand(
                r ->
                    r.instanceIds(others)
                        .documentName("AWS-RunShellScript")
                        .parameters(Map.of("commands", List.of("true")))),
        "ssm:SendCommand");
  }

  @Test
  void aWorkerMakesAndEndsOnlyImagesOfItsOwnInstallation() {
    String others = simulation.host();
    Tag green = Tag.builder().key("berth:installation").value("green").build();
    String image =
        simulation.createImage(
            others,
            "green's",
            request ->
                request.tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.IMAGE)
                        .tags(green)
                        .build()));
    Ec2Client blue = simulation.ec2As("worker@blue");

    assertDenied(() -> blue.deregisterImage(r -> r.imageId(image)), "ec2:DeregisterImage");
    assertDenied(() -> blue.createImage(r -> r.instanceId(others).name("mine")), "ec2:CreateImage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/berth/green/cores/c1/1", "/berth/blue/other", "/elsewhere"})
  void aWorkerReadsNoSecretsButItsCores(String name) {
    SsmClient blue = simulation.ssmAs("worker@blue");

    assertDenied(() -> blue.getParameter(r -> r.name(name)), "ssm:GetParameter");
  }

  @Test
  void aStarterReadsKeysAndDoesNothingElse() {
    String name = "/berth/blue/cores/c1/1";
    simulation
        .ssmAs("worker@blue")
        .putParameter(r -> r.name(name).value("{}").type("SecureString"));
    SsmClient starter = simulation.ssmAs("starter@blue");

    assertThat(starter.getParameter(r -> r.name(name)).parameter().name()).isEqualTo(name);
    assertDenied(() -> starter.deleteParameter(r -> r.name(name)), "ssm:DeleteParameter");
    assertDenied(
        () -> simulation.ec2As("starter@blue").describeInstances(), "ec2:DescribeInstances");
  }

  @Test
  void aHostReadsTheSecretsOfItsInstallationAndLaunchesNothing() {
    String host = idOf(simulation.ec2As("worker@blue").runInstances(tagged("blue")));
    String name = "/berth/blue/cores/c1/1";
    simulation
        .ssmAs("worker@blue")
        .putParameter(r -> r.name(name).value("{}").type("SecureString"));
    SsmClient ssm = simulation.ssmAs(host);

    assertThat(ssm.getParameter(r -> r.name(name)).parameter().name()).isEqualTo(name);
    assertDenied(() -> ssm.getParameter(r -> r.name("/berth/green/cores/c/1")), "GetParameter");
    assertDenied(() -> simulation.ec2As(host).runInstances(tagged("blue")), "ec2:RunInstances");
  }

  @Test
  void aRefusalHasTheCodesOfAws() {
    assertThat(
            catchThrowableOfType(
                    Ec2Exception.class, () -> simulation.ec2As("starter@blue").describeInstances())
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("UnauthorizedOperation");
    assertThat(
            catchThrowableOfType(
                    SsmException.class,
                    () -> simulation.ssmAs("starter@blue").getParameter(r -> r.name("/x")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("AccessDeniedException");
  }

  private static void assertDenied(ThrowingCallable call, String action) {
    assertThatThrownBy(call)
        .isInstanceOf(AwsServiceException.class)
        .hasMessageContaining("not authorized")
        .hasMessageContaining(action);
  }

  private RunInstancesRequest tagged(String installation) {
    Tag tag = Tag.builder().key("berth:installation").value(installation).build();
    return simulation.request(
        request ->
            request.tagSpecifications(
                TagSpecification.builder().resourceType(ResourceType.INSTANCE).tags(tag).build(),
                TagSpecification.builder().resourceType(ResourceType.VOLUME).tags(tag).build()));
  }

  private static String idOf(RunInstancesResponse launched) {
    return launched.instances().getFirst().instanceId();
  }
}
