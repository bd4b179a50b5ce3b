package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.fault.Fault;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Finding.Level;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The worker's doctor compares what roles may do with the policy files. */
class DoctorPermissionsTest extends Examined {
  @ParameterizedTest
  @CsvSource({
    "worker@, ec2:DescribeSnapshots, statement Look of worker.json",
    "worker@, ec2:RunInstances, statement LaunchIntoTheNetwork of worker.json",
    "worker@, ec2:CreateTags, statement TagWhatIsCreated of worker.json",
    "worker@, iam:PassRole, statement GiveHostsTheirRole of worker.json",
    "worker@, ssm:PutParameter, statement KeepSecrets of worker.json",
    "worker@, ssm:SendCommand, statement RunScripts of worker.json",
    "starter@, ssm:GetParameter, statement KeysOfCores of starter.json",
    "berth-host, ec2messages:GetMessages, statement TheAgent of host.json"
  })
  void aPermissionThatIsTakenFromAPolicyIsNamed(String whose, String action, String statement)
      throws IOException {
    String identity = whose.endsWith("@") ? whose + berth.installation : whose;
    berth.aws.faults().add(new Fault.Withheld(identity, action));

    assertThat(look("permissions"))
        .filteredOn(finding -> finding.level() == Level.PROBLEM)
        .isNotEmpty()
        .allSatisfy(
            finding -> assertThat(finding.message()).contains(identity + " may not " + action))
        .anySatisfy(finding -> assertThat(finding.remedy()).contains(statement));
  }

  @Test
  void aRoleThatIsNotThereIsNamed() throws IOException {
    workerRole = Optional.of("berth-worker");
    starterRole = Optional.of("arn:aws:iam::123456789012:role/of/starters");

    assertThat(look("permissions"))
        .filteredOn(finding -> finding.level() == Level.PROBLEM)
        .extracting(Finding::message, Finding::remedy)
        .satisfiesExactly(
            worker -> assertThat(worker.toString()).contains(":role/berth-worker", "--worker-role"),
            starter -> assertThat(starter.toString()).contains("of/starters", "--starter-role"));
  }

  /** Its own policy lets it ask IAM nothing: what it may is tried, as far as that is harmless. */
  @Test
  void aWorkerThatLooksItselfIsToldWhatCouldNotBeAsked() throws IOException {
    asTheWorker();
    String own = launch();

    assertThat(look("permissions"))
        .extracting(Finding::level)
        .containsExactly(Level.OK, Level.NOTE, Level.NOTE);
    assertThat(look("permissions").getFirst().message()).startsWith("12 calls that change nothing");
    assertThat(look("permissions").getLast().remedy())
        .contains("iam:SimulatePrincipalPolicy", "--worker-role");

    withhold("ec2:TerminateInstances");
    withhold("ssm:ListCommands");
    assertThat(look("permissions"))
        .filteredOn(finding -> finding.level() == Level.PROBLEM)
        .extracting(Finding::message)
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).contains("the caller may not ec2:TerminateInstances"),
            two -> assertThat(two).contains("the caller may not ssm:ListCommands"));
    assertThat(berth.aws.snapshot().alive()).singleElement().matches(i -> i.id().equals(own));
  }

  /** An instance of the installation's. */
  private String launch() {
    Tag tag = Tag.builder().key("berth:installation").value(berth.installation).build();
    String image =
        berth
            .clients
            .ssm(Berth.REGION)
            .getParameter(r -> r.name(settings.region(Berth.REGION).baseImage()))
            .parameter()
            .value();
    return berth
        .clients
        .ec2(Berth.REGION)
        .runInstances(
            r ->
                r.imageId(image)
                    .instanceType("t3.small")
                    .minCount(1)
                    .maxCount(1)
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.INSTANCE)
                            .tags(tag)
                            .build()))
        .instances()
        .getFirst()
        .instanceId();
  }
}
