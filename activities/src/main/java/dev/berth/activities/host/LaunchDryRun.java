package dev.berth.activities.host;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.model.Plan;
import dev.berth.registry.host.ExhaustedCapacityStore.CapacityPool;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.InstanceRequest;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** What AWS would say to a launch of Berth's: EC2's own dry run of the whole request. */
public final class LaunchDryRun {
  /** In place of a host and an operation, in the tags of what is never made. */
  private static final String DOCTOR = "doctor";

  private final AwsClients aws;
  private final Settings settings;
  private final RequestFreezer freezer;

  /** Over these clients. */
  public LaunchDryRun(AwsClients aws, Settings settings) {
    this.aws = aws;
    this.settings = settings;
    this.freezer = new RequestFreezer(aws, settings);
  }

  /** Why a host of this plan could not be launched in this zone; empty when it could. */
  public Optional<AwsServiceException> refusal(String region, Zone zone, Plan plan) {
    try {
      InstanceRequest.Launch request =
          freezer.freeze(
              new HostRequest(DOCTOR, region, plan),
              1,
              DOCTOR,
              new CapacityPool(zone.name(), settings.plan(plan).instanceTypes().getFirst()),
              Optional.empty());
      RunInstancesRequest dry = Launches.of(request).clientToken(null).dryRun(true).build();
      var _ = aws.launches(region).runInstances(dry);
      throw new IllegalStateException("EC2 launched on a dry run");
    } catch (AwsServiceException answer) {
      return AwsFailures.code(answer).equals("DryRunOperation")
          ? Optional.empty()
          : Optional.of(answer);
    }
  }
}
