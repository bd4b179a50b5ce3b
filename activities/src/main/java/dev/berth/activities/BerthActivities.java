package dev.berth.activities;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.core.CoreRegistryActivities;
import dev.berth.activities.core.CoresActivities;
import dev.berth.activities.core.DatabasesActivities;
import dev.berth.activities.core.ReadyCoresActivities;
import dev.berth.activities.core.SecretsActivities;
import dev.berth.activities.host.AgentsActivities;
import dev.berth.activities.host.HostRegistryActivities;
import dev.berth.activities.host.HostWatch;
import dev.berth.activities.host.HostsActivities;
import dev.berth.activities.host.InstanceWatch;
import dev.berth.activities.host.InstancesActivities;
import dev.berth.activities.host.QuotaReservations;
import dev.berth.activities.host.Quotas;
import dev.berth.activities.host.ReplacementsActivities;
import dev.berth.activities.host.RetirementsActivities;
import dev.berth.activities.image.BakeHosts;
import dev.berth.activities.image.BakesActivities;
import dev.berth.activities.image.ImagesActivities;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationsActivities;
import dev.berth.activities.pool.PoolsActivities;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.sweep.SweepsActivities;
import dev.berth.registry.Registry;
import dev.berth.workflows.launch.Runs;
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
    Context context = Context.of(registry, aws, secrets, settings, temporal);
    HostWatch watch = new HostWatch(registry, settings);
    InstanceWatch instances = new InstanceWatch(aws, settings, registry.hosts());
    Quotas quotas = new Quotas(aws, registry, settings);
    QuotaReservations reservations = new QuotaReservations(context, quotas);
    HostsActivities hosts = new HostsActivities(context, watch, reservations);
    AgentsActivities agents = new AgentsActivities(context, instances, watch);
    return new Object[] {
      new OperationsActivities(context),
      hosts,
      new HostRegistryActivities(context),
      new InstancesActivities(context, reservations, instances, watch),
      agents,
      new CoreRegistryActivities(context),
      new ReadyCoresActivities(context),
      new SecretsActivities(context),
      new DatabasesActivities(context),
      new CoresActivities(context),
      new RetirementsActivities(context, instances),
      new ReplacementsActivities(context, instances),
      new PoolsActivities(context, instances, hosts, agents, quotas),
      new BakesActivities(context, new BakeHosts(context, instances, watch, hosts)),
      new ImagesActivities(context),
      new SweepsActivities(context, instances, hosts, new Runs(temporal)),
    };
  }
}
