package dev.berth.workflows.image;

import static dev.berth.workflows.image.BakeImage.BakeStep.AVAILABLE;
import static dev.berth.workflows.image.BakeImage.BakeStep.AWAY;
import static dev.berth.workflows.image.BakeImage.BakeStep.BOOT;
import static dev.berth.workflows.image.BakeImage.BakeStep.BUILD;
import static dev.berth.workflows.image.BakeImage.BakeStep.BUILDER;
import static dev.berth.workflows.image.BakeImage.BakeStep.CAPTURE;
import static dev.berth.workflows.image.BakeImage.BakeStep.CLAIM;
import static dev.berth.workflows.image.BakeImage.BakeStep.CLEAN;
import static dev.berth.workflows.image.BakeImage.BakeStep.CLEAR;
import static dev.berth.workflows.image.BakeImage.BakeStep.FIND;
import static dev.berth.workflows.image.BakeImage.BakeStep.PROVE;
import static dev.berth.workflows.image.BakeImage.BakeStep.PROVER;
import static dev.berth.workflows.image.BakeImage.BakeStep.SETTLE;
import static dev.berth.workflows.image.BakeImage.BakeStep.STOP;

import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Step;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.WorkflowInit;

/**
 * The baking of an image, in the order of time. Builder and prover are hosts as any other, with
 * operations of their own: here they are only needed, awaited and taken away.
 */
public class BakeImageWorkflow implements BakeImage {
  private final BakeRequest request;
  private final ImagePlan plan;
  private final String operationId = Steps.thisOperation();
  private final Steps steps;
  private final Bakes bakes;

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public BakeImageWorkflow(BakeRequest request) {
    this.request = request;
    plan = request.plannedImage();
    steps = Steps.of(request, BakeStep.class, HoldRule.CURABLE);
    bakes = ActivityPolicies.stub(Bakes.class, request.subject());
  }

  @Override
  public String bake(BakeRequest ignored) {
    return steps.operate(this::bake, () -> bakes.giveUp(plan.imageId(), operationId));
  }

  private String bake() {
    return switch (steps.run(CLAIM, () -> bakes.claim(request, operationId))) {
      case BakeClaim.Available(String amiId) -> {
        steps.done();
        yield amiId;
      }
      case BakeClaim.ToBake(String builderId, String proverId) -> bake(builderId, proverId);
    };
  }

  private String bake(String builderId, String proverId) {
    String found = steps.run(FIND, () -> bakes.find(plan));
    String amiId = found != null ? found : build(builderId);
    steps.run(AVAILABLE, () -> bakes.awaitAvailable(plan, amiId));
    steps.run(CLEAR, () -> bakes.dismiss(plan, builderId, operationId));
    String content = prove(proverId, amiId);
    return steps.pivot(
        SETTLE,
        () -> {
          bakes.settle(plan, operationId, amiId, content, steps.receipt());
          return amiId;
        });
  }

  private String build(String hostId) {
    steps.run(need(BUILDER, hostId, plan.baseAmi()));
    Host builder = steps.run(BUILD, () -> bakes.awaitHost(hostId));
    steps.run(CLEAN, () -> bakes.clean(plan, builder, operationId));
    steps.run(STOP, () -> bakes.stop(builder));
    return steps.run(
        Step.of(CAPTURE, () -> bakes.capture(plan, builder, operationId))
            .undo(() -> bakes.drop(plan, builder, operationId)));
  }

  private String prove(String hostId, String amiId) {
    steps.run(need(PROVER, hostId, amiId));
    Host prover = steps.run(BOOT, () -> bakes.awaitHost(hostId));
    String content = steps.run(PROVE, () -> bakes.prove(plan, prover, operationId));
    steps.run(AWAY, () -> bakes.dismiss(plan, hostId, operationId));
    return content;
  }

  private Step<Void> need(BakeStep name, String hostId, String amiId) {
    return Step.of(name, () -> bakes.need(plan, hostId, amiId, operationId))
        .undo(() -> bakes.dismiss(plan, hostId, operationId));
  }
}
