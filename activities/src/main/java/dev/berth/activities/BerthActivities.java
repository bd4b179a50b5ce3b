package dev.berth.activities;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.GoneInstances;
import dev.berth.activities.aws.Scripts;
import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.core.CoreRegistryActivities;
import dev.berth.activities.core.CoresActivities;
import dev.berth.activities.core.DatabasesActivities;
import dev.berth.activities.core.SecretsActivities;
import dev.berth.activities.host.AgentsActivities;
import dev.berth.activities.host.HostRegistryActivities;
import dev.berth.activities.host.HostWatch;
import dev.berth.activities.host.HostsActivities;
import dev.berth.activities.host.InstanceWatch;
import dev.berth.activities.host.InstancesActivities;
import dev.berth.activities.host.LiveCores;
import dev.berth.activities.host.Quotas;
import dev.berth.activities.host.ReplacementsActivities;
import dev.berth.activities.host.RequestFreezer;
import dev.berth.activities.host.RetirementsActivities;
import dev.berth.activities.host.Rooms;
import dev.berth.activities.image.BakeHosts;
import dev.berth.activities.image.BakesActivities;
import dev.berth.activities.image.ImagesActivities;
import dev.berth.activities.operation.Brake;
import dev.berth.activities.operation.OperationsActivities;
import dev.berth.activities.pool.PoolsActivities;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.sweep.SweepsActivities;
import dev.berth.registry.Registry;
import dev.berth.workflows.launch.Launcher;
import io.temporal.client.WorkflowClient;

/** All activities of a worker, sharing one poll per region and API. */
public final class BerthActivities {
  private BerthActivities() {}

  /** One object per activity interface, for registration with a worker. */
  public static Object[] all(
      Registry registry,
      AwsClients aws,
      SecretStore secrets,
      Settings settings,
      WorkflowClient temporal) {
    HostWatch hosts = new HostWatch(registry, settings);
    InstanceWatch instances = new InstanceWatch(aws, settings);
    Scripts scripts = new Scripts(aws, settings);
    Brake brake = new Brake(registry, settings);
    Quotas quotas = new Quotas(aws, registry, settings);
    RequestFreezer freezer = new RequestFreezer(aws, settings);
    Rooms rooms = new Rooms(registry, settings, quotas, freezer);
    Launcher launcher = new Launcher(temporal);
    HostsActivities ensuring = new HostsActivities(registry, hosts, rooms, launcher);
    AgentsActivities agents = new AgentsActivities(aws, settings, scripts, instances, hosts);
    LiveCores cores = new LiveCores(registry, settings);
    return new Object[] {
      new OperationsActivities(registry, brake),
      ensuring,
      new HostRegistryActivities(registry, settings),
      new InstancesActivities(aws, registry, freezer, rooms, instances, hosts, brake),
      agents,
      new CoreRegistryActivities(registry, settings),
      new SecretsActivities(secrets, settings, brake),
      new DatabasesActivities(registry, secrets, settings, brake),
      new CoresActivities(new GoneInstances(aws), scripts, registry, secrets, settings, brake),
      new RetirementsActivities(aws, registry, instances, cores, brake),
      new ReplacementsActivities(aws, registry, settings, instances, brake),
      new PoolsActivities(
          aws, registry, settings, instances, ensuring, agents, launcher, brake, quotas),
      new BakesActivities(
          aws,
          registry,
          settings,
          scripts,
          new BakeHosts(aws, registry, instances, hosts, ensuring, launcher, brake),
          brake),
      new ImagesActivities(aws, registry, settings, launcher),
      SweepsActivities.over(aws, registry, secrets, settings, instances, brake, ensuring, temporal),
    };
  }
}
