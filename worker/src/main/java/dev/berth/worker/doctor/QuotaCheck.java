package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.host.Quotas;
import dev.berth.activities.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The account's vCPU quota next to what one host of each plan takes. */
final class QuotaCheck {
  /**
   * With fewer of the largest hosts the quota, not the demand, decides how many cores there are.
   */
  private static final int FEW = 10;

  private QuotaCheck() {}

  static List<Finding> of(AwsClients aws, Settings settings, String region) {
    String subject = "quota";
    String remedy =
        "ask for more in Service Quotas: Running On-Demand Standard instances (%s) in %s"
            .formatted(Quotas.RUNNING_STANDARD, region);
    try {
      int limit = Quotas.limit(aws, region);
      Map<String, Integer> vcpus = vcpus(aws, settings, region);
      int need = vcpus.values().stream().mapToInt(Integer::intValue).sum();
      int largest = vcpus.values().stream().mapToInt(Integer::intValue).max().orElse(1);
      String said = "%d vCPUs in %s; one host of each plan takes %d".formatted(limit, region, need);
      if (limit < need) {
        return List.of(problem(subject, said, remedy));
      }
      return List.of(limit < FEW * largest ? note(subject, said, remedy) : ok(subject, said));
    } catch (AwsServiceException e) {
      return List.of(
          note(
              subject,
              "cannot be read in %s: %s".formatted(region, Answers.words(e)),
              Answers.denied(e)
                  ? "allow servicequotas:GetServiceQuota and ec2:DescribeInstanceTypes"
                  : null));
    }
  }

  /** By plan: its hosts' preferred type, which one of each plan has. */
  private static Map<String, Integer> vcpus(AwsClients aws, Settings settings, String region) {
    Set<String> types = new TreeSet<>();
    settings.plans().values().forEach(plan -> types.add(plan.instanceTypes().getFirst()));
    Map<String, Integer> known = Quotas.vcpus(aws, region, types);
    return settings.plans().entrySet().stream()
        .collect(
            Collectors.toMap(
                plan -> plan.getKey().word(),
                plan -> known.getOrDefault(plan.getValue().instanceTypes().getFirst(), 0)));
  }
}
