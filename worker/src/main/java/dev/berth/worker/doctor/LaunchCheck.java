package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.host.LaunchDryRun;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.model.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** EC2 would launch what Berth asks for: subnets, security group, profile, image, permissions. */
final class LaunchCheck {
  private LaunchCheck() {}

  static List<Finding> of(AwsClients aws, Settings settings, Region region) {
    String subject = "launch";
    Plan plan = settings.plans().keySet().iterator().next();
    LaunchDryRun dryRun = new LaunchDryRun(aws, settings);
    List<Finding> findings = new ArrayList<>();
    List<String> good = new ArrayList<>();
    for (Zone zone : region.zones()) {
      Optional<AwsServiceException> refusal = dryRun.refusal(region.name(), zone, plan);
      refusal.ifPresentOrElse(
          why -> findings.add(refused(subject, region, zone, why)), () -> good.add(zone.name()));
    }
    if (!good.isEmpty()) {
      findings.add(
          ok(subject, "EC2 would launch hosts in %s (dry run)".formatted(String.join(", ", good))));
    }
    return findings;
  }

  private static Finding refused(
      String subject, Region region, Zone zone, AwsServiceException why) {
    String said = "EC2 would launch no host in %s: %s".formatted(zone.name(), Answers.words(why));
    return switch (AwsFailures.type(why)) {
      case DENIED -> problem(subject, said, "allow it: docs/permissions.md");
      case THROTTLED, TRANSIENT -> note(subject, said, "ask again");
      default -> problem(subject, said, "correct berth.regions." + region.name());
    };
  }
}
