package dev.berth.local.matrix;

import dev.berth.workflows.launch.Launcher;

import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.replacement.ReplaceHost;
import dev.berth.workflows.replacement.ReplaceRequest;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** A host with a ready core, whose instance is terminated behind Berth's back. */
final class LostHost {
  /** One when nothing goes wrong, and one more for each that is taken back. */
  private static final int REPLACEMENTS = 6;

  private final Stage stage;
  private String instanceId;

  LostHost(Stage stage) {
    this.stage = stage;
  }

  /** Once; returns when the instance is gone. */
  synchronized void lose() {
    if (instanceId == null) {
      String id =
          stage
              .world
              .rows("SELECT instance_id FROM hosts WHERE region = ?", stage.region)
              .getFirst();
      if (stage.way == Way.HOST_LOST_BAD_INSTANCE) {
        stage.world.machines.nextIsUnfit(stage.region);
      }
      var ec2 = stage.world.clients.ec2(stage.region);
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
    notWhole().forEach(host -> stage.problems.add("host %s is not replaced".formatted(host)));
  }

  private List<String> notWhole() {
    if (instanceId == null) {
      return List.of();
    }
    return stage.world.rows(
        "SELECT id FROM hosts WHERE region = ? AND (replaced_by IS NOT NULL OR instance_id = '%s')"
            .formatted(instanceId),
        stage.region);
  }

  private void replace(String hostId) {
    HostRequest host = new HostRequest(hostId, stage.region, stage.scenario.plan);
    var _ =
        new Launcher(stage.world.temporal)
            .launch(new ReplaceRequest(host, instanceId, "it is lost", Stage.MATRIX));
    stage.end(host.workflowId());
  }
}
