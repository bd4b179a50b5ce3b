package dev.berth.workflows.image;

import static dev.berth.workflows.image.BakeStep.AVAILABLE;
import static dev.berth.workflows.image.BakeStep.AWAY;
import static dev.berth.workflows.image.BakeStep.BOOT;
import static dev.berth.workflows.image.BakeStep.BUILD;
import static dev.berth.workflows.image.BakeStep.BUILDER;
import static dev.berth.workflows.image.BakeStep.CAPTURE;
import static dev.berth.workflows.image.BakeStep.CLAIM;
import static dev.berth.workflows.image.BakeStep.CLEAN;
import static dev.berth.workflows.image.BakeStep.CLEAR;
import static dev.berth.workflows.image.BakeStep.FIND;
import static dev.berth.workflows.image.BakeStep.PROVE;
import static dev.berth.workflows.image.BakeStep.PROVER;
import static dev.berth.workflows.image.BakeStep.SETTLE;
import static dev.berth.workflows.image.BakeStep.STOP;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/**
 * The baking of an image, in the order of time. Builder and prover are hosts as any other, with
 * operations of their own: here they are only needed, awaited and taken away.
 */
public class BakeImageWorkflow implements BakeImage {
  private final BakeRequest request;
  private final ImagePlan plan;
  private final String operationId = Workflow.getInfo().getFirstExecutionRunId();
  private final Steps steps;
  private final Bakes registry;
  private final Bakes calls;
  private final Bakes hosts;
  private final Bakes scripts;
  private final Bakes stops;
  private final Bakes images;
  private final Bakes proofs;
  private final Bakes ends;

  /** State is there before any query. */
  @WorkflowInit
  public BakeImageWorkflow(BakeRequest request) {
    this.request = request;
    plan = request.plan();
    String subject = "image " + plan.imageId();
    steps = new Steps(operationId, subject, plan.region(), BakeStep.values().length);
    registry = newActivityStub(Bakes.class, Policies.registry(subject));
    calls = newActivityStub(Bakes.class, Policies.calls(subject));
    hosts = newActivityStub(Bakes.class, Policies.waits(subject, Policies.HOST));
    scripts = newActivityStub(Bakes.class, Policies.waits(subject, Policies.PREPARE));
    stops = newActivityStub(Bakes.class, Policies.waits(subject, Policies.GONE));
    images = newActivityStub(Bakes.class, Policies.waits(subject, Policies.IMAGE));
    proofs = newActivityStub(Bakes.class, Policies.waits(subject, Policies.CHECK));
    ends = newActivityStub(Bakes.class, Policies.waits(subject, Policies.HOST_GONE));
  }

  @Override
  public String bake(BakeRequest ignored) {
    return steps.operate(this::bake, () -> registry.giveUp(plan.imageId(), operationId));
  }

  private String bake() {
    Bake bake = steps.run(CLAIM, () -> registry.claim(request, operationId));
    if (bake.amiId() != null) {
      steps.done();
      return bake.amiId();
    }
    String found = steps.run(FIND, () -> calls.find(plan));
    String amiId = found != null ? found : build(bake.builderId());
    steps.run(AVAILABLE, () -> images.awaitAvailable(plan, amiId));
    steps.run(CLEAR, () -> ends.dismiss(plan, bake.builderId(), operationId));
    String content = prove(bake.proverId(), amiId);
    return steps.pivot(
        SETTLE,
        () -> {
          registry.settle(plan, operationId, amiId, content, steps.receipt());
          return amiId;
        });
  }

  private String build(String hostId) {
    need(BUILDER, hostId, plan.baseImage());
    Host builder = steps.run(BUILD, () -> hosts.awaitHost(hostId));
    // Returns something, so that nobody can skip it: what is not cleaned is cloned.
    steps.run(CLEAN, () -> scripts.clean(plan, builder, operationId));
    steps.run(STOP, () -> stops.stop(builder));
    return steps.run(
        CAPTURE,
        () -> calls.capture(plan, builder, operationId),
        () -> calls.drop(plan, builder, operationId));
  }

  private String prove(String hostId, String amiId) {
    need(PROVER, hostId, amiId);
    Host prover = steps.run(BOOT, () -> hosts.awaitHost(hostId));
    String content = steps.run(PROVE, () -> proofs.prove(plan, prover, operationId));
    steps.run(AWAY, () -> ends.dismiss(plan, hostId, operationId));
    return content;
  }

  private void need(BakeStep step, String hostId, String boots) {
    steps.run(
        step,
        () -> {
          calls.need(plan, hostId, boots, operationId);
          return hostId;
        },
        () -> ends.dismiss(plan, hostId, operationId));
  }
}
