package dev.berth.workflows.host;

import static dev.berth.workflows.host.LaunchHost.HostStep.AGENT;
import static dev.berth.workflows.host.LaunchHost.HostStep.BOOT;
import static dev.berth.workflows.host.LaunchHost.HostStep.LAUNCH;
import static dev.berth.workflows.host.LaunchHost.HostStep.PREPARE;
import static dev.berth.workflows.host.LaunchHost.HostStep.REQUEST;

import dev.berth.model.FailureType;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.Bounds;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.Step;
import dev.berth.workflows.operation.StepName;
import dev.berth.workflows.operation.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func2;
import io.temporal.workflow.Workflow;

/**
 * Gets a host an instance that works. A bad one is replaced under the same host, so that slots
 * survive.
 */
public final class InstanceLauncher {
  private final HostRequest host;
  private final Steps steps;
  private final String operationId = Steps.thisOperation();
  private final long deadline = Workflow.currentTimeMillis() + Bounds.HOST_DEADLINE.toMillis();
  private final HostRegistry registry;
  private final Instances instances;
  private final Agents agents;

  /** For this host, by the steps of the operation that needs the instance. */
  public InstanceLauncher(HostRequest host, Steps steps) {
    this.host = host;
    this.steps = steps;
    registry = ActivityPolicies.stub(HostRegistry.class, host.subject());
    instances = ActivityPolicies.stub(Instances.class, host.subject());
    agents = ActivityPolicies.stub(Agents.class, host.subject());
  }

  /**
   * Tries one instance after the other until one works, up to the end of {@code then}, which gets
   * the request and the host on its instance.
   */
  public <T> T launch(Claim.Open claim, Func2<InstanceRequest, Host, T> then) {
    for (int number = claim.instanceNumber(); ; number++) {
      int before = steps.mark();
      try {
        return launch(claim, number, then);
      } catch (ActivityFailure failure) {
        FailureType type = Failures.type(failure);
        if (!anotherMayDo(type)) {
          throw failure;
        }
        if (type == FailureType.OUT_OF_CAPACITY) {
          steps.forget(before); // nothing was launched: taking it back would ask the pool once more
        } else {
          steps.rewind(before, failure);
        }
      }
    }
  }

  private <T> T launch(Claim.Open claim, int number, Func2<InstanceRequest, Host, T> then) {
    if (claim instanceof Claim.Start(var stopped, _) && number == stopped.instanceNumber()) {
      // Declared before a cancel can end the run: the stopped instance goes when the host does.
      steps.inherit(Step.of(REQUEST, () -> {}).undo(() -> instances.terminate(stopped)));
    }
    InstanceRequest request =
        steps.run(REQUEST, () -> instances.request(host, number, operationId));
    if (request instanceof InstanceRequest.Launch launch) {
      steps.note(launch.bootsFrom());
    }
    String instanceId = steps.run(launch(request));
    return then.apply(request, prepared(claim, request, instanceId));
  }

  private Step<String> launch(InstanceRequest request) {
    return Step.of(LAUNCH, () -> instances.launch(request))
        .undo(() -> instances.terminate(request));
  }

  /** A failure for which a baked image may be to blame is counted against it. */
  private Host prepared(Claim.Open claim, InstanceRequest request, String instanceId) {
    try {
      Host running = steps.run(BOOT, () -> instances.awaitRunning(request, instanceId));
      steps.run(AGENT, () -> agents.awaitOnline(running));
      steps.run(PREPARE, () -> agents.prepare(running, claim.containerImage(), operationId));
      return running;
    } catch (ActivityFailure failure) {
      if (request.baked() && Failures.type(failure).unfit()) {
        registry.noteUnfit(request, Failures.message(failure));
      }
      throw failure;
    }
  }

  /** Whether neither another instance nor giving up is the answer, but an operator. */
  public boolean holds(FailureType type) {
    return (type.curable() || steps.noWayBack()) && !anotherMayDo(type);
  }

  /**
   * Whether this failure of this step says that the account's quota has no room for the instance:
   * what {@link Hosts#awaitQuota} waits for. AWS's own refusal does not; when that ends, only AWS
   * knows.
   */
  public boolean lacksQuota(StepName step, FailureType type) {
    return type == FailureType.OVER_QUOTA && step == REQUEST;
  }

  /**
   * A definite answer about this instance, or its time is up: another zone, type or instance may do
   * better. After the point of no return there is no deadline.
   */
  private boolean anotherMayDo(FailureType type) {
    return (steps.noWayBack() || Workflow.currentTimeMillis() < deadline + steps.parkedMillis())
        && (type == FailureType.OUT_OF_CAPACITY || type.unfit());
  }
}
