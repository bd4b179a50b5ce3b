package dev.berth.activities.sweep;

import dev.berth.activities.core.CoreDatabases;
import dev.berth.activities.core.CoreRole;
import dev.berth.activities.host.InstanceWatch;
import dev.berth.activities.operation.Context;
import dev.berth.activities.sweep.Survey.OurInstance;
import dev.berth.activities.sweep.Survey.SecretName;
import dev.berth.model.HostState;
import dev.berth.registry.Registry;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.launch.Run.Fate;
import dev.berth.workflows.launch.Runs;
import dev.berth.workflows.operation.WorkflowIds;
import io.temporal.failure.ApplicationFailure;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * Looks at everything in a region. A look that is not complete fails the pass; only a database
 * server may be away.
 */
final class Surveyor {
  private static final Logger LOG = LoggerFactory.getLogger(Surveyor.class);

  private final Context context;
  private final Registry registry;
  private final CoreDatabases databases;
  private final InstanceWatch instances;
  private final Runs runs;

  Surveyor(Context context, InstanceWatch instances, Runs runs) {
    this.context = context;
    registry = context.registry();
    databases = new CoreDatabases(context);
    this.instances = instances;
    this.runs = runs;
  }

  Survey survey(String region) {
    List<OurInstance> ours =
        instances.tagged(region).stream()
            .map(instance -> OurInstance.of(instance, instances.isOurs(region, instance)))
            .toList();
    Map<String, String> unfit = instances.unfit(region);
    List<SecretName> secrets = secrets(region);
    Map<String, List<CoreRole>> roles = roles(region);
    Map<String, HostRecord> hosts = hosts(region, ours);
    return new Survey(
        ours,
        secrets,
        roles,
        hosts,
        operations(region),
        registry.operations().known(ours.stream().map(OurInstance::operationId).toList()),
        registry.cores().neededSecrets(),
        registry
            .cores()
            .neverReady(roles.values().stream().flatMap(List::stream).map(CoreRole::name).toList()),
        hosts.values().stream()
            .filter(host -> host.unsettled() || host.replacedBy() != null)
            .map(HostRecord::id)
            .filter(id -> !runs.open(WorkflowIds.host(id)))
            .collect(Collectors.toSet()),
        hosts.values().stream()
            .filter(host -> host.bakes() != null && host.state() == HostState.READY)
            .filter(host -> !isRunning(host.createdBy()))
            .map(HostRecord::id)
            .collect(Collectors.toSet()),
        unfit,
        registry.createdAt(),
        registry.sweeps().everHadHosts(region));
  }

  private Map<String, HostRecord> hosts(String region, List<OurInstance> ours) {
    Set<String> tagged =
        ours.stream()
            .filter(OurInstance::ours)
            .map(OurInstance::hostId)
            .collect(Collectors.toSet());
    Map<String, HostRecord> all = new HashMap<>(registry.hosts().find(tagged));
    // A copied tag names a host of another region, whose instance is not looked for here.
    all.values().removeIf(host -> !host.region().equals(region));
    all.putAll(registry.hosts().in(region));
    return all;
  }

  private Map<Operation, Fate> operations(String region) {
    Map<Operation, Fate> operations = new LinkedHashMap<>();
    registry
        .operations()
        .running(region)
        .forEach(o -> operations.put(o, runs.fate(o.workflowId(), o.id())));
    // It may have ended since the registry was read; then the registry knows by now.
    operations.entrySet().removeIf(e -> e.getValue() == Fate.ENDED && !isRunning(e.getKey().id()));
    return operations;
  }

  private boolean isRunning(String operationId) {
    return registry.operations().find(operationId).filter(o -> o.running()).isPresent();
  }

  private List<SecretName> secrets(String region) {
    String path = "/berth/" + context.settings().installation() + "/cores/";
    return context
        .aws()
        .ssm(region)
        .getParametersByPathPaginator(r -> r.path(path).recursive(true).withDecryption(false))
        .stream()
        .flatMap(page -> page.parameters().stream())
        .map(Parameter::name)
        .flatMap(name -> SecretName.of(name).stream())
        .toList();
  }

  /** A server that is away is left out: a lost host cannot wait for it, a left database can. */
  private Map<String, List<CoreRole>> roles(String region) {
    Map<String, List<CoreRole>> roles = new HashMap<>();
    for (DatabaseServer server : registry.databaseServers().list()) {
      if (server.region().equals(region)) {
        try {
          roles.put(server.name(), databases.roles(server.name()));
        } catch (ApplicationFailure away) {
          LOG.warn("The sweep of {} leaves databases out: {}", region, away.getOriginalMessage());
        }
      }
    }
    return roles;
  }

  /** Whether a run will never tell the registry how it ended. */
  static boolean isAbandoned(Fate run) {
    return run == Fate.TERMINATED || run == Fate.MISSING;
  }

  /** The operation, if it still runs in the registry, and its run did not end by itself. */
  Optional<Operation> abandoned(String operationId) {
    return registry
        .operations()
        .find(operationId)
        .filter(o -> o.running())
        .filter(o -> isAbandoned(runs.fate(o.workflowId(), o.id())));
  }
}
