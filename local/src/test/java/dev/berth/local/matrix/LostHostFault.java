package dev.berth.local.matrix;

import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.replacement.ReplaceRequest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** A host with a ready core, whose instance is terminated behind Berth's back. */
final class LostHostFault {
  /** One when nothing goes wrong, and one more for each that is taken back. */
  private static final int REPLACEMENTS = 6;

  private final ScenarioRun scenarioRun;
  private String instanceId;

  LostHostFault(ScenarioRun scenarioRun) {
    this.scenarioRun = scenarioRun;
  }

  /** Once; returns when the instance is gone. */
  synchronized void lose() {
    if (instanceId == null) {
      String id =
          scenarioRun
              .world
              .rows("SELECT instance_id FROM hosts WHERE region = ?", scenarioRun.region)
              .getFirst();
      if (scenarioRun.variant == Variant.HOST_LOST_BAD_INSTANCE) {
        scenarioRun.world.machines.nextIsUnfit(scenarioRun.region);
      }
      var ec2 = scenarioRun.world.clients.ec2(scenarioRun.region);
      ec2.terminateInstances(r -> r.instanceIds(id));
      // Not the SDK's waiter: it looks again after 15 s only, and the activity has timed out by
      // then.
      Awaitility.await()
          .pollInterval(Duration.ofMillis(10))
          .until(
              () ->
                  ec2.describeInstances(r -> r.instanceIds(id)).reservations().stream()
                      .flatMap(r -> r.instances().stream())
                      .allMatch(i -> i.state().name() == InstanceStateName.TERMINATED));
      instanceId = id;
    }
  }

  /** What a deployment that waits for its host has started, or the sweep would. */
  synchronized void replace() {
    for (int i = 0; i < REPLACEMENTS && !notWhole().isEmpty(); i++) {
      notWhole().forEach(this::replace);
    }
    notWhole().forEach(host -> scenarioRun.problems.add("host %s is not replaced".formatted(host)));
  }

  private List<String> notWhole() {
    if (instanceId == null) {
      return List.of();
    }
    return scenarioRun.world.rows(
        "SELECT id FROM hosts WHERE region = ? AND (replaced_by IS NOT NULL OR instance_id = '%s')"
            .formatted(instanceId),
        scenarioRun.region);
  }

  private void replace(String hostId) {
    HostRequest host = new HostRequest(hostId, scenarioRun.region, scenarioRun.scenario.plan);
    var _ =
        new Launcher(scenarioRun.world.temporal)
            .launch(new ReplaceRequest(host, instanceId, "it is lost", ScenarioRun.MATRIX));
    scenarioRun.end(host.workflowId());
  }
}
