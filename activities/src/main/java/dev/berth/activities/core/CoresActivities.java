package dev.berth.activities.core;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.aws.Script;
import dev.berth.activities.aws.Scripts;
import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.operation.Brake;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.Registry;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.workflows.core.Cores;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Placement;
import dev.berth.workflows.host.Host;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Starts, removes and checks cores. */
public final class CoresActivities implements Cores {
  /**
   * How long the start script watches: a core that cannot start ends within a second or two. While
   * it watches it holds one of the agent's five places.
   */
  private static final Duration WATCH = Duration.ofSeconds(2);

  private final AwsClients aws;
  private final Scripts scripts;
  private final Registry registry;
  private final Settings settings;
  private final Brake brake;
  private final Names names;
  private final SecretsOfCore secrets;
  private final CoreProbe probe = new CoreProbe();

  /** Over these clients. */
  public CoresActivities(
      AwsClients aws,
      Scripts scripts,
      Registry registry,
      SecretStore store,
      Settings settings,
      Brake brake) {
    this.aws = aws;
    this.scripts = scripts;
    this.registry = registry;
    this.settings = settings;
    this.brake = brake;
    this.names = new Names(settings);
    this.secrets = new SecretsOfCore(store, settings);
  }

  @Override
  public String start(Deployment core, Host host) {
    Placement placement = core.placement();
    DatabaseServer database =
        registry.databaseServers().find(placement.databaseServer()).orElseThrow();
    Map<String, String> parameters =
        Map.ofEntries(
            Map.entry("CORE", placement.coreId()),
            Map.entry("GENERATION", Long.toString(placement.generation())),
            Map.entry("INSTALLATION", settings.installation()),
            Map.entry("OPERATION", core.order().operationId()),
            Map.entry("IMAGE", placement.image()),
            Map.entry("PORT", Integer.toString(placement.port())),
            Map.entry("MEMORY", Integer.toString(placement.memoryMegabytes())),
            Map.entry("REGION", host.region()),
            Map.entry("SECRET", names.secret(core)),
            Map.entry("DATABASE_HOST", database.host()),
            Map.entry("DATABASE_PORT", Integer.toString(database.port())),
            Map.entry("DATABASE", placement.coreId()),
            Map.entry("CONNECTIONS", Integer.toString(placement.connections())),
            Map.entry("WATCH_SECONDS", Long.toString(WATCH.toSeconds())));
    scripts.run(
        host,
        new Script("start-core", parameters),
        core.order().operationId(),
        placement.generation());
    return host.address() + ":" + placement.port();
  }

  @Override
  public void remove(Deployment core, Host host) {
    brake.refuseFrozen(host.region());
    if (gone(host)) {
      return;
    }
    Map<String, String> parameters =
        Map.of(
            "CORE",
            core.placement().coreId(),
            "GENERATION",
            Long.toString(core.placement().generation()));
    scripts.run(
        host,
        new Script("remove-core", parameters),
        core.order().operationId(),
        core.placement().generation());
  }

  @Override
  public void check(Deployment core, String address) {
    probe.await(address, secrets.apiKey(core), () -> requireRunning(core));
  }

  /** A container that ended will never answer: that is known long before patience ends. */
  private void requireRunning(Deployment core) {
    Placement placement = core.placement();
    Map<String, String> parameters =
        Map.of("CORE", placement.coreId(), "GENERATION", Long.toString(placement.generation()));
    registry
        .hosts()
        .find(placement.hostId())
        .filter(host -> host.state().equals("ready"))
        .map(StrandedCoresActivities::host)
        .ifPresent(
            host ->
                scripts.run(
                    host,
                    new Script("look-core", parameters),
                    core.order().operationId(),
                    placement.generation()));
  }

  /**
   * On an instance that is terminated nothing runs. A look-up that fails is not an answer, and is
   * thrown.
   */
  private boolean gone(Host host) {
    try {
      return aws
          .ec2(host.region())
          .describeInstances(r -> r.instanceIds(host.instanceId()))
          .reservations()
          .stream()
          .flatMap(r -> r.instances().stream())
          .allMatch(i -> i.state().nameAsString().equals("terminated"));
    } catch (Ec2Exception e) {
      if (AwsFailures.code(e).equals("InvalidInstanceID.NotFound")) {
        return true; // it was running once, so it is long gone
      }
      throw e;
    }
  }
}
