package dev.berth.activities.operation;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.Scripts;
import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.Registry;
import dev.berth.workflows.launch.Launcher;
import io.temporal.client.WorkflowClient;

/** What most activities work with; one for a worker. */
public record Context(
    AwsClients aws,
    Registry registry,
    SecretStore secrets,
    Settings settings,
    Scripts scripts,
    FreezeGuard freezes,
    Launcher launcher) {

  /** Of a worker with these clients. */
  public static Context of(
      Registry registry,
      AwsClients aws,
      SecretStore secrets,
      Settings settings,
      WorkflowClient temporal) {
    return new Context(
        aws,
        registry,
        secrets,
        settings,
        new Scripts(aws, settings),
        new FreezeGuard(registry, settings),
        new Launcher(temporal));
  }

  /** Fails with {@code frozen} while the region is. */
  public void refuseFrozen(String region) {
    freezes.refuseFrozen(region);
  }
}
