package dev.berth.activities.sweep;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.berth.activities.sweep.Survey.OurInstance;
import dev.berth.activities.sweep.Survey.SecretName;
import dev.berth.registry.core.NeededSecrets;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.launch.Run.Fate;
import dev.berth.workflows.sweep.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reasons for which a pass must not act. Berth writes into the registry first and into AWS after
 * it, and forgets nothing: whatever AWS shows and the registry does not know proves that this is
 * not the registry that made it. So does a run that ended, when the registry believes that it runs.
 */
final class SafetyChecks {
  private static final int AT_LEAST = 3;
  private static final int PERCENT = 5;

  private SafetyChecks() {}

  /** A stable word, and the same for people. */
  record Objection(String word, String why) {
    @FormatMethod
    static Objection of(String word, @FormatString String why, Object... values) {
      return new Objection(word, why.formatted(values));
    }
  }

  static Optional<Objection> of(Survey survey, List<Finding> findings, Integer limit) {
    return Stream.of(
            newRegistry(survey),
            emptyRegistry(survey),
            olderRegistry(survey),
            tooMany(survey, findings, limit))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Objection> newRegistry(Survey survey) {
    return survey.alive().stream()
        .filter(OurInstance::ours)
        .filter(instance -> instance.launchedAt().isBefore(survey.registryCreatedAt()))
        .findFirst()
        .map(
            instance ->
                Objection.of(
                    "registry-new",
                    "instance %s was launched at %s, before the registry was made at %s",
                    instance.id(),
                    instance.launchedAt(),
                    survey.registryCreatedAt()));
  }

  private static Optional<Objection> emptyRegistry(Survey survey) {
    long ours = survey.alive().stream().filter(OurInstance::ours).count();
    return survey.everHadHosts() || ours == 0
        ? Optional.empty()
        : Optional.of(
            Objection.of(
                "registry-empty",
                "AWS shows %d instances of ours, and the registry never had a host here",
                ours));
  }

  private static Optional<Objection> olderRegistry(Survey survey) {
    return Stream.of(
            survey.operations().entrySet().stream().flatMap(e -> of(e.getKey(), e.getValue())),
            survey.alive().stream().filter(OurInstance::ours).flatMap(i -> of(survey, i)),
            survey.secrets().stream().flatMap(secret -> of(survey, secret)))
        .flatMap(Function.identity())
        .findFirst()
        .map(
            sign ->
                Objection.of(
                    "registry-older",
                    "%s: the registry is older than what was done, as after the restore of a backup",
                    sign));
  }

  /** To unwind it would take a core away that its customer uses. */
  private static Stream<String> of(Operation operation, Fate run) {
    return run == Fate.ENDED
        ? Stream.of(
            "%s (operation %s) is running in the registry, and its run ended by itself"
                .formatted(operation.workflowId(), operation.id()))
        : Stream.of();
  }

  private static Stream<String> of(Survey survey, OurInstance instance) {
    HostRecord host = survey.hosts().get(instance.hostId());
    if (!survey.known().contains(instance.operationId())) {
      return Stream.of(
          "instance %s was launched by operation %s, which the registry does not know"
              .formatted(instance.id(), instance.operationId()));
    }
    return host != null && instance.number() > host.instanceNumber()
        ? Stream.of(
            "instance %s is number %d of host %s, and the registry knows %d"
                .formatted(instance.id(), instance.number(), host.id(), host.instanceNumber()))
        : Stream.of();
  }

  private static Stream<String> of(Survey survey, SecretName secret) {
    NeededSecrets need = survey.needs().get(secret.coreId());
    return need == null || secret.generation() > need.newest()
        ? Stream.of("the registry does not know the core or generation of " + secret.name())
        : Stream.of();
  }

  private static Optional<Objection> tooMany(Survey survey, List<Finding> findings, Integer limit) {
    long most =
        limit == null ? Math.max(AT_LEAST, survey.hostCount() * PERCENT / 100) : (long) limit;
    Set<String> hosts = Comparison.hostsTakenAway(findings, survey);
    return hosts.size() <= most
        ? Optional.empty()
        : Optional.of(
            Objection.of(
                "too-many",
                "%d hosts would be taken away at once, and %d may: look at them, then sweep by hand with a higher limit",
                hosts.size(),
                most));
  }
}
