package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.ParameterStore;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.worker.Configuration;
import dev.berth.worker.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an installation is asked, as its worker is configured.
 *
 * @param workerRole whose permissions are looked at; the caller's when empty
 * @param starterRole the same of the starter, which is not looked at when empty
 * @param starterPolicy what the starter needs
 * @param patience how long one answer of Temporal or PostgreSQL is waited for
 */
public record Installation(
    AwsClients aws,
    Clock clock,
    Optional<String> workerRole,
    Optional<String> starterRole,
    String starterPolicy,
    Duration patience) {

  /** Drivers count whole seconds, and take none for no limit. */
  public Installation {
    patience = patience.toSeconds() < 1 ? Duration.ofSeconds(1) : patience;
  }

  /** Where AWS is asked when no region is configured. */
  private static final String ANY_REGION = "us-east-1";

  /** What can be asked of a configuration with faults: each of them, and what needs none. */
  public List<Check> checks(Refusal faults) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "configuration",
            () ->
                faults.sentences().stream()
                    .map(
                        sentence ->
                            problem(
                                "configuration",
                                sentence,
                                "worker/src/main/resources/application.yml explains every key"))
                    .toList()));
    checks.add(new Check("Temporal", () -> TemporalCheck.configured(patience)));
    aws(checks, ANY_REGION);
    return checks;
  }

  /** Everything. */
  public List<Check> checks(Configuration configuration) {
    List<Region> regions = List.copyOf(configuration.settings().regions().values());
    String said =
        "installation %s in %s"
            .formatted(
                configuration.settings().installation(),
                String.join(", ", configuration.settings().regions().keySet()));
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("configuration", () -> List.of(ok("configuration", said))));
    checks.add(new Check("Temporal", () -> TemporalCheck.configured(patience)));
    checks.add(new Check("registry", () -> RegistryCheck.of(configuration, patience)));
    configuration
        .databaseServers()
        .forEach(
            server ->
                checks.add(
                    Answers.check(
                        "database " + server.name(),
                        () -> DatabaseServerCheck.of(server, new ParameterStore(aws), patience))));
    aws(checks, regions.getFirst().name());
    permissions(checks, configuration, regions);
    for (Region region : regions) {
      checks.add(
          Answers.check("launch", () -> LaunchCheck.of(aws, configuration.settings(), region)));
      checks.add(
          Answers.check(
              "quota", () -> QuotaCheck.of(aws, configuration.settings(), region.name())));
    }
    return checks;
  }

  private void aws(List<Check> checks, String region) {
    checks.add(new Check("AWS", () -> Caller.check(aws, region)));
    checks.add(new Check("clock", () -> ClockCheck.of(aws, region, clock)));
  }

  private void permissions(List<Check> checks, Configuration configuration, List<Region> regions) {
    Permissions permissions = new Permissions(aws, configuration.settings());
    checks.add(Answers.check("permissions", () -> permissions.worker(workerRole)));
    starterRole.ifPresent(
        role ->
            checks.add(
                Answers.check("permissions", () -> permissions.starter(role, starterPolicy))));
    regions.stream()
        .map(Region::instanceProfile)
        .distinct()
        .forEach(
            profile -> checks.add(Answers.check("permissions", () -> permissions.hosts(profile))));
  }
}
