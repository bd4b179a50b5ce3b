package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.host.Tags;
import dev.berth.activities.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Calls of the worker's that change nothing, made with the doctor's credentials: reads, and EC2's
 * dry runs. What would do something (PutParameter, SendCommand) is not among them.
 */
final class Probes {
  private static final int ONE = 1;
  private static final int LEAST_PAGE = 5; // EC2 and SSM take no smaller one

  private final AwsClients aws;
  private final Settings settings;

  Probes(AwsClients aws, Settings settings) {
    this.aws = aws;
    this.settings = settings;
  }

  List<Finding> findings() {
    List<Finding> denied = new ArrayList<>();
    int asked = 0;
    for (String region : settings.regions().keySet()) {
      Map<String, Runnable> calls = new LinkedHashMap<>(reads(region));
      ownInstance(region).ifPresent(id -> calls.putAll(dryRuns(aws.ec2(region), id)));
      asked += calls.size();
      calls.forEach(
          (action, call) ->
              denial(call)
                  .ifPresent(
                      why ->
                          denied.add(
                              problem(
                                  "permissions",
                                  "the caller may not %s in %s: %s".formatted(action, region, why),
                                  "allow it: docs/permissions.md"))));
    }
    return denied.isEmpty()
        ? List.of(ok("permissions", "%d calls that change nothing are allowed".formatted(asked)))
        : denied;
  }

  private Map<String, Runnable> reads(String region) {
    Ec2Client ec2 = aws.ec2(region);
    SsmClient ssm = aws.ssm(region);
    String own = "/berth/%s/".formatted(settings.installation());
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("ec2:DescribeInstances", () -> ec2.describeInstances(r -> r.dryRun(true)));
    calls.put("ec2:DescribeInstanceStatus", () -> ec2.describeInstanceStatus(r -> r.dryRun(true)));
    calls.put("ec2:DescribeInstanceTypes", () -> ec2.describeInstanceTypes(r -> r.dryRun(true)));
    calls.put("ec2:DescribeImages", () -> ec2.describeImages(r -> r.owners("self").dryRun(true)));
    calls.put(
        "ec2:DescribeSnapshots", () -> ec2.describeSnapshots(r -> r.ownerIds("self").dryRun(true)));
    calls.put(
        "ssm:DescribeInstanceInformation",
        () -> ssm.describeInstanceInformation(r -> r.maxResults(LEAST_PAGE)));
    calls.put("ssm:ListCommands", () -> ssm.listCommands(r -> r.maxResults(ONE)));
    calls.put(
        "ssm:GetParametersByPath",
        () -> ssm.getParametersByPath(r -> r.path(own + "cores").maxResults(ONE)));
    calls.put("ssm:GetParameter", () -> ssm.getParameter(r -> r.name(own + "cores/doctor")));
    return calls;
  }

  private static Map<String, Runnable> dryRuns(Ec2Client ec2, String instance) {
    return Map.of(
        "ec2:StopInstances",
        () -> ec2.stopInstances(r -> r.instanceIds(instance).dryRun(true)),
        "ec2:StartInstances",
        () -> ec2.startInstances(r -> r.instanceIds(instance).dryRun(true)),
        "ec2:TerminateInstances",
        () -> ec2.terminateInstances(r -> r.instanceIds(instance).dryRun(true)));
  }

  /** One that the installation has, whichever. */
  private Optional<String> ownInstance(String region) {
    try {
      return aws
          .ec2(region)
          .describeInstances(
              r -> r.filters(Tags.filter(Tags.INSTALLATION, settings.installation())))
          .reservations()
          .stream()
          .flatMap(reservation -> reservation.instances().stream())
          .map(Instance::instanceId)
          .findFirst();
    } catch (AwsServiceException denied) {
      return Optional.empty(); // the dry run says so
    }
  }

  /** Why AWS refuses the caller; every other answer means that it may. */
  private static Optional<String> denial(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (AwsServiceException answer) {
      return Answers.denied(answer) ? Optional.of(Answers.words(answer)) : Optional.empty();
    }
  }
}
