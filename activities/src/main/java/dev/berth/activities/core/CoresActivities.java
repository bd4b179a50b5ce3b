package dev.berth.activities.core;

import dev.berth.activities.aws.Script;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.host.Ec2Instances;
import dev.berth.activities.host.HostRecords;
import dev.berth.activities.operation.Context;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.Placement;
import dev.berth.registry.Registry;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.core.Cores;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.host.Host;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Starts, restarts, removes and checks cores. */
public final class CoresActivities implements Cores {
  /**
   * How long the start script watches: a core that cannot start ends within a second or two. While
   * it watches it holds one of the agent's five places.
   */
  private static final Duration WATCH = Duration.ofSeconds(2);

  private final Context context;
  private final Registry registry;
  private final Names names;
  private final SecretsOfCore secrets;
  private final CoreProbe probe;

  /** In this context. */
  public CoresActivities(Context context) {
    this.context = context;
    registry = context.registry();
    names = new Names(context.settings());
    secrets = new SecretsOfCore(context);
    probe = new CoreProbe(context.settings().coresProxy());
  }

  @Override
  public String start(Deployment core, Host host) {
    refuseMoved(host);
    Placement placement = core.placement();
    DatabaseServer database =
        registry.databaseServers().find(placement.databaseServer()).orElseThrow();
    Map<String, String> parameters =
        Map.ofEntries(
            Map.entry("CORE", placement.coreId()),
            Map.entry("GENERATION", Long.toString(placement.generation())),
            Map.entry("INSTALLATION", context.settings().installation()),
            Map.entry("OPERATION", core.operationId()),
            Map.entry("IMAGE", placement.containerImage()),
            Map.entry("PORT", Integer.toString(placement.port())),
            Map.entry("MEMORY", Integer.toString(placement.memoryMegabytes())),
            Map.entry("REGION", host.region()),
            Map.entry("SECRET", names.secret(core)),
            Map.entry("DATABASE_HOST", database.host()),
            Map.entry("DATABASE_PORT", Integer.toString(database.port())),
            Map.entry("DATABASE", placement.coreId()),
            Map.entry("CONNECTIONS", Integer.toString(placement.connections())),
            Map.entry("WATCH_SECONDS", Long.toString(WATCH.toSeconds())));
    run(host, new Script("start-core", parameters), core);
    return address(core, host);
  }

  @Override
  public String restart(Deployment core, Host host) {
    context.refuseFrozen(host.region());
    refuseMoved(host);
    Map<String, String> parameters = new HashMap<>(container(core));
    parameters.put("OPERATION", core.operationId());
    run(host, new Script("restart-core", parameters), core);
    return address(core, host);
  }

  private static String address(Deployment core, Host host) {
    return host.address() + ":" + core.placement().port();
  }

  @Override
  public void remove(Deployment core, Host host) {
    context.refuseFrozen(host.region());
    if (Ec2Instances.isGone(context.aws(), host.region(), host.instanceId())) {
      return; // nothing runs there
    }
    context
        .scripts()
        .run(
            host,
            new Script("remove-core", container(core)),
            core.operationId(),
            core.placement().generation());
  }

  /** The parameters that name the container of a core. */
  private static Map<String, String> container(Deployment core) {
    Placement placement = core.placement();
    return Map.of("CORE", placement.coreId(), "GENERATION", Long.toString(placement.generation()));
  }

  @Override
  public void check(Deployment core, String address) {
    probe.await(address, secrets.apiKey(core), () -> requireRunning(core, address));
  }

  /** A container that ended will never answer: that is known long before patience ends. */
  private void requireRunning(Deployment core, String address) {
    registry
        .hosts()
        .find(core.placement().hostId())
        .filter(host -> host.state() == HostState.READY)
        .map(HostRecords::host)
        .ifPresent(
            host -> {
              if (!address.startsWith(host.address() + ":")) {
                throw lost(host, "embodies it now, and nothing runs at " + address);
              }
              run(host, new Script("look-core", container(core)), core);
            });
  }

  /** What cannot start on its instance need not go on trying once another one embodies the host. */
  private void refuseMoved(Host host) {
    Optional<HostRecord> now = registry.hosts().find(host.hostId());
    if (now.filter(h -> h.state() == HostState.READY).isPresent()
        && !host.instanceId().equals(now.get().instanceId())) {
      throw lost(host, "embodies it no more");
    }
  }

  /** Runs a script, unless the instance is gone: then it never will. */
  private void run(Host host, Script script, Deployment core) {
    try {
      context.scripts().run(host, script, core.operationId(), core.placement().generation());
    } catch (ApplicationFailure | AwsServiceException e) {
      if (Ec2Instances.isGone(context.aws(), host.region(), host.instanceId())) {
        throw lost(host, "is gone");
      }
      throw e;
    }
  }

  private static ApplicationFailure lost(Host host, String why) {
    return Fail.terminal(
        FailureType.INSTANCE_LOST,
        "instance %s of host %s %s",
        host.instanceId(),
        host.hostId(),
        why);
  }
}
