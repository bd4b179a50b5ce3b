package dev.berth.local.matrix;

import dev.berth.activities.settings.Settings;
import dev.berth.model.Plan;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * What outlives the runs that made it, and the passes of the sweep that find it: a deployment that
 * was terminated when its core was up, and an instance that a failed host left behind.
 */
final class LeftBehind {
  /** Two when nothing goes wrong, one that finds nothing, and one more for each pass that fails. */
  private static final int PASSES = 6;

  private final ScenarioRun scenarioRun;
  private final String host;

  LeftBehind(ScenarioRun scenarioRun) {
    this.scenarioRun = scenarioRun;
    host = scenarioRun.region + "-failed";
  }

  /** A host that failed, and its instance. */
  void instance() {
    String operation = host + "-launch";
    scenarioRun.world.registry(
        """
        INSERT INTO hosts (id, region, plan, slots, state, created_by, settled_at, instance_number)
        VALUES ('%s', '%s', 'packed', 7, 'failed', 'matrix', now(), 1)
        """
            .formatted(host, scenarioRun.region));
    scenarioRun.world.registry(
        """
        INSERT INTO operations (id, workflow_id, kind, host_id, region, plan, requester, state, finished_at, receipt)
        VALUES ('%s', 'host/%s', 'launch-host', '%s', '%s', 'packed', 'matrix', 'unwound', now(), '{"left": []}')
        """
            .formatted(operation, host, host, scenarioRun.region));
    launch(
        Map.of(
            "berth:installation",
            MatrixWorld.INSTALLATION,
            "berth:host",
            host,
            "berth:instance-number",
            "1",
            "berth:operation",
            operation,
            "berth:plan",
            Plan.PACKED.word()));
  }

  private void launch(Map<String, String> tags) {
    Settings.Region region = scenarioRun.world.settings.region(scenarioRun.region);
    String image =
        scenarioRun
            .world
            .clients
            .ssm(scenarioRun.region)
            .getParameter(r -> r.name(region.baseImage()))
            .parameter()
            .value();
    TagSpecification tagged =
        TagSpecification.builder()
            .resourceType(ResourceType.INSTANCE)
            .tags(
                tags.entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList())
            .build();
    scenarioRun
        .world
        .clients
        .ec2(scenarioRun.region)
        .runInstances(
            r ->
                r.minCount(1)
                    .maxCount(1)
                    .imageId(image)
                    .instanceType("t3.small")
                    .subnetId(region.zones().getFirst().subnetId())
                    .tagSpecifications(tagged));
  }

  /** Passes until one finds nothing; what a pass has started ends before the next one. */
  void sweep() {
    Optional<List<Finding>> found = Optional.empty();
    for (int i = 0; i < PASSES && found.filter(List::isEmpty).isEmpty(); i++) {
      found = pass();
      scenarioRun.end(scenarioRun.workflowId());
      scenarioRun.end("host/" + host);
    }
    found
        .filter(findings -> !findings.isEmpty())
        .ifPresent(findings -> scenarioRun.problems.add("the sweep still finds " + findings));
  }

  /** What a pass found; empty when it failed. */
  private Optional<List<Finding>> pass() {
    SweepRequest sweep =
        new SweepRequest(scenarioRun.region, false, Duration.ZERO, null, null, ScenarioRun.MATRIX);
    var _ = new Launcher(scenarioRun.world.temporal).launch(sweep);
    scenarioRun.end(sweep.workflowId());
    try {
      return Optional.of(
          scenarioRun
              .world
              .temporal
              .newUntypedWorkflowStub(sweep.workflowId())
              .getResult(SweepReport.class)
              .findings());
    } catch (WorkflowFailedException e) {
      return Optional.empty();
    }
  }
}
