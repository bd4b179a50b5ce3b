package dev.berth.activities.sweep;

import com.google.errorprone.annotations.FormatMethod;
import dev.berth.activities.core.CoreRole;
import dev.berth.activities.sweep.Survey.OurInstance;
import dev.berth.model.HostState;
import dev.berth.model.OperationKind;
import dev.berth.registry.core.NeededSecrets;
import dev.berth.registry.core.NeverReadyCore;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.launch.Run.Fate;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * What differs between AWS, the database servers, the registry and Temporal. Looks at nothing but
 * the survey.
 */
final class Comparison {
  private final Survey survey;

  private Comparison(Survey survey) {
    this.survey = survey;
  }

  static List<Finding> of(Survey survey) {
    Comparison comparison = new Comparison(survey);
    return Stream.of(
            survey.alive().stream().flatMap(i -> comparison.instance(i).stream()),
            survey.hosts().values().stream().flatMap(h -> comparison.host(h).stream()),
            comparison.operations(),
            comparison.secrets(),
            comparison.databases())
        .flatMap(Function.identity())
        .toList();
  }

  /** From AWS to the registry. */
  private Optional<Finding> instance(OurInstance instance) {
    if (!instance.ours()) {
      String what =
          instance.readable()
              ? "instance %s carries this installation's tags, but its client token is not of a launch with them"
              : "instance %s carries this installation's tag, but not the others";
      return Optional.of(
          Finding.of(Kind.STRANGE, "strange " + instance.id(), what.formatted(instance.id()))
              .onHost(null, null, instance.id(), null));
    }
    HostRecord host = survey.hosts().get(instance.hostId());
    return whyOrphan(instance, host)
        .map(
            why ->
                Finding.of(
                        Kind.ORPHAN,
                        "orphan " + instance.id(),
                        "instance %s embodies no host: %s".formatted(instance.id(), why))
                    .onHost(
                        instance.hostId(),
                        host == null ? instance.plan() : host.plan(),
                        instance.id(),
                        instance.operationId()));
  }

  private static Optional<String> whyOrphan(OurInstance instance, HostRecord host) {
    if (host == null) {
      return Optional.of("host %s is not in the registry".formatted(instance.hostId()));
    }
    if (host.state().gone()) {
      return Optional.of("host %s is %s".formatted(host.id(), host.state().word()));
    }
    if (host.embodied() && host.replacedBy() == null && !instance.id().equals(host.instanceId())) {
      return Optional.of("host %s is embodied by %s".formatted(host.id(), host.instanceId()));
    }
    return Optional.empty();
  }

  /** From the registry to AWS and Temporal. */
  private Optional<Finding> host(HostRecord host) {
    if (survey.idleHosts().contains(host.id())) {
      String state = host.replacedBy() == null ? host.state().word() : "being replaced";
      return unattended(host, "host %s is %s, and no run works on it", host.id(), state);
    }
    if (survey.forgottenHosts().contains(host.id())) {
      return unattended(
          host, "host %s was made for image %s, and no bake needs it", host.id(), host.bakes());
    }
    if (host.state() != HostState.READY || host.replacedBy() != null || host.bakes() != null) {
      return Optional.empty(); // a bake stops its builder, and notices itself when it is lost
    }
    if (!isThere(host.instanceId())) {
      return whole(
          Kind.LOST,
          host,
          "host %s is ready, but its instance %s is gone",
          host.id(),
          host.instanceId());
    }
    boolean empty = host.used() == 0 && host.pooled() == null;
    Optional<String> unfit = unfit(host.instanceId());
    if (unfit.isPresent() && (host.used() > 0 || empty)) {
      return whole(
          Kind.IMPAIRED,
          host,
          "instance %s of host %s %s",
          host.instanceId(),
          host.id(),
          unfit.get());
    }
    boolean forCores = host.plan() != null; // else an image is baked or proved on it
    return empty && forCores
        ? whole(Kind.EMPTY, host, "host %s has no core", host.id())
        : Optional.empty();
  }

  @FormatMethod
  private static Optional<Finding> whole(
      Kind kind, HostRecord host, String what, Object... values) {
    String word = kind.name().toLowerCase(Locale.ROOT);
    String key = "%s %s %s".formatted(word, host.id(), host.instanceId());
    return Optional.of(
        Finding.of(kind, key, what.formatted(values))
            .onHost(host.id(), host.plan(), host.instanceId(), null));
  }

  private Optional<String> unfit(String instanceId) {
    return survey.instances().stream()
        .filter(i -> i.id().equals(instanceId) && i.state() == InstanceStateName.STOPPED)
        .map(_ -> "is stopped")
        .findFirst()
        .or(() -> Optional.ofNullable(survey.unfit().get(instanceId)));
  }

  /** An instance that shuts down is on its way, and is looked at again when it is terminated. */
  private boolean isThere(String instanceId) {
    return survey.instances().stream()
        .anyMatch(i -> i.id().equals(instanceId) && i.state() != InstanceStateName.TERMINATED);
  }

  @FormatMethod
  private static Optional<Finding> unattended(HostRecord host, String why, Object... values) {
    return Optional.of(
        Finding.of(Kind.UNATTENDED, "unattended " + host.id(), why.formatted(values))
            .onHost(host.id(), host.plan(), null, null));
  }

  private Stream<Finding> operations() {
    return survey.operations().entrySet().stream()
        .filter(entry -> Surveyor.isAbandoned(entry.getValue()))
        .filter(entry -> !survey.idleHosts().contains(entry.getKey().hostId()))
        .map(entry -> operation(entry.getKey(), entry.getValue()));
  }

  private static Finding operation(Operation operation, Fate run) {
    boolean missing = run == Fate.MISSING;
    String what =
        "%s (operation %s) is running in the registry, but Temporal %s"
            .formatted(
                operation.workflowId(),
                operation.id(),
                missing ? "does not know its run" : "was told from outside to end its run");
    if (operation.hostId() != null) {
      return Finding.of(Kind.UNATTENDED, "unattended " + operation.hostId(), what)
          .onHost(operation.hostId(), operation.plan(), null, operation.id());
    }
    Kind kind = missing ? Kind.MISSING : Kind.TERMINATED;
    if (operation.kind().subject() == OperationKind.Subject.IMAGE) {
      kind = Kind.IMAGE;
    } else if (operation.kind() != OperationKind.DEPLOY_CORE) {
      kind = Kind.INTERRUPTED;
    }
    return Finding.of(kind, kind.word() + " " + operation.id(), what).onOperation(operation.id());
  }

  private Stream<Finding> secrets() {
    Map<String, NeededSecrets> needs = survey.needs();
    return survey.secrets().stream()
        .filter(secret -> needs.containsKey(secret.coreId()))
        .filter(secret -> secret.generation() <= needs.get(secret.coreId()).newest())
        .filter(secret -> needs.get(secret.coreId()).exclude(secret.generation()))
        .map(
            secret ->
                Finding.of(
                    Kind.SECRET, "secret " + secret.name(), secret.name() + " is not needed"));
  }

  private Stream<Finding> databases() {
    return survey.roles().entrySet().stream()
        .flatMap(
            server ->
                server.getValue().stream()
                    .filter(role -> isUnneeded(role, survey.neverReady()))
                    .map(role -> database(server.getKey(), role)));
  }

  private static Finding database(String server, CoreRole role) {
    Kind kind = role.database() ? Kind.DATABASE : Kind.ROLE;
    return Finding.of(
        kind,
        "%s %s %s".formatted(kind.word(), server, role.name()),
        "%s %s on %s is of a core that never was ready"
            .formatted(kind.word(), role.name(), server));
  }

  /** Whether no core needs a role and its database. */
  static boolean isUnneeded(CoreRole role, Map<String, NeverReadyCore> neverReady) {
    NeverReadyCore core = neverReady.get(role.name());
    return core != null && core.leaves(role.operations());
  }

  /** How many hosts these findings would take away. */
  static Set<String> hostsTakenAway(List<Finding> findings, Survey survey) {
    return findings.stream()
        .filter(Finding::due)
        .filter(
            finding ->
                switch (finding.kind()) {
                  case ORPHAN, LOST, IMPAIRED -> true;
                  case UNATTENDED -> !wanted(survey.hosts().get(finding.hostId()));
                  default -> false;
                })
        .map(Finding::hostId)
        .collect(Collectors.toSet());
  }

  /** Whether cores or a pool wait for the host: it is launched or replaced, not retired. */
  static boolean wanted(HostRecord host) {
    return host != null
        && (host.replacedBy() != null
            || (host.unsettled() && (host.used() > 0 || host.pooled() != null)));
  }
}
