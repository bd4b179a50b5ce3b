package dev.berth.workflows.image;

import static dev.berth.workflows.image.KeepImages.KeepImagesStep.PLAN;
import static dev.berth.workflows.image.KeepImages.KeepImagesStep.START;

import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;

/** One look, and what it asks for. */
public class KeepImagesWorkflow implements KeepImages {
  private final KeepImagesRequest request;
  private final Steps steps;
  private final Images images;

  /** State is there before any query. */
  @WorkflowInit
  public KeepImagesWorkflow(KeepImagesRequest request) {
    this.request = request;
    steps = Steps.of(request, KeepImagesStep.class, HoldRule.NEVER);
    images = ActivityPolicies.stub(Images.class, request.subject());
  }

  @Override
  public List<ImageTask> keep(KeepImagesRequest ignored) {
    return steps.operate(this::keep);
  }

  private List<ImageTask> keep() {
    List<ImageTask> started = new ArrayList<>();
    for (ImageTask task : steps.run(PLAN, () -> images.plan(request))) {
      started.add(steps.run(START, () -> images.start(request, task)));
    }
    steps.done();
    return started;
  }
}
