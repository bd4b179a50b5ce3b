package dev.berth.workflows.host;

import static dev.berth.workflows.host.HostStep.AGENT;
import static dev.berth.workflows.host.HostStep.BOOT;
import static dev.berth.workflows.host.HostStep.CLAIM;
import static dev.berth.workflows.host.HostStep.LAUNCH;
import static dev.berth.workflows.host.HostStep.PREPARE;
import static dev.berth.workflows.host.HostStep.REQUEST;
import static dev.berth.workflows.host.HostStep.SETTLE;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Operations;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/**
 * The launch of a host, in the order of time. A bad instance is replaced under the same host, so
 * that slots survive.
 */
public class LaunchHostWorkflow implements LaunchHost {
  private final HostRequest host;
  private final String operationId = Workflow.getInfo().getFirstExecutionRunId();
  private final long deadline = Workflow.currentTimeMillis() + Policies.HOST_DEADLINE.toMillis();
  private final Steps steps;
  private final HostRegistry registry;
  private final Operations operations;
  private final Instances instances;
  private final Instances launches;
  private final Instances boots;
  private final Agents agents;
  private final Agents installs;

  /** State is there before any query. */
  @WorkflowInit
  public LaunchHostWorkflow(HostRequest request) {
    String subject = "host " + request.hostId();
    host = request;
    steps = new Steps(subject, HostStep.values().length);
    registry = newActivityStub(HostRegistry.class, Policies.registry(subject));
    operations = newActivityStub(Operations.class, Policies.registry(subject));
    instances = newActivityStub(Instances.class, Policies.calls(subject));
    launches = newActivityStub(Instances.class, Policies.launches(subject));
    boots = newActivityStub(Instances.class, Policies.waits(subject, Policies.BOOT));
    agents = newActivityStub(Agents.class, Policies.waits(subject, Policies.AGENT));
    installs = newActivityStub(Agents.class, Policies.waits(subject, Policies.PREPARE));
  }

  @Override
  public Host launch(HostRequest request) {
    try {
      return launch();
    } catch (TemporalFailure failure) {
      // First, so that nobody is placed on a host that is being taken back.
      Workflow.newDetachedCancellationScope(() -> registry.giveUp(host.hostId(), operationId))
          .run();
      steps.unwind(failure, operationId, operations);
      throw failure;
    }
  }

  private Host launch() {
    Claim claim = steps.run(CLAIM, () -> registry.claim(host, operationId));
    if (claim.settled()) {
      steps.done();
      return claim.host();
    }
    for (int number = claim.instanceNumber(); ; number++) {
      int before = steps.mark();
      try {
        return embody(claim, number);
      } catch (ActivityFailure failure) {
        if (!anotherMayDo(failure)) {
          throw failure;
        }
        steps.rewind(before, failure);
      }
    }
  }

  private Host embody(Claim claim, int number) {
    InstanceRequest request =
        steps.run(REQUEST, () -> instances.request(host, number, operationId));
    String instanceId =
        steps.run(LAUNCH, () -> launches.launch(request), () -> instances.terminate(request));
    Host running = steps.run(BOOT, () -> boots.awaitRunning(request, instanceId));
    steps.run(AGENT, () -> agents.awaitOnline(running));
    steps.run(PREPARE, () -> installs.prepare(running, claim.image(), operationId));
    return steps.pivot(
        SETTLE, () -> registry.settle(request, running, operationId, steps.receipt()));
  }

  /**
   * A definite answer about this instance, or its time is up: another zone, type or instance may do
   * better.
   */
  private boolean anotherMayDo(ActivityFailure failure) {
    return Workflow.currentTimeMillis() < deadline
        && switch (FailureType.of(failure)) {
          case OUT_OF_CAPACITY, INSTANCE_LOST, SCRIPT_FAILED, NOT_YET_VISIBLE, TIMED_OUT -> true;
          default -> false;
        };
  }

  @Override
  public Progress progress() {
    return steps.progress();
  }
}
