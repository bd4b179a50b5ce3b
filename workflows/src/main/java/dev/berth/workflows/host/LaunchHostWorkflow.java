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
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Proc;
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
  private final Hosts watches;
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
    steps =
        new Steps(
            operationId, subject, request.region(), HostStep.values().length, new HostHoldRule());
    registry = newActivityStub(HostRegistry.class, Policies.registry(subject));
    watches = newActivityStub(Hosts.class, Policies.waits(subject, Policies.UNWANTED));
    instances = newActivityStub(Instances.class, Policies.calls(subject));
    launches = newActivityStub(Instances.class, Policies.launches(subject));
    boots = newActivityStub(Instances.class, Policies.waits(subject, Policies.BOOT));
    agents = newActivityStub(Agents.class, Policies.waits(subject, Policies.AGENT));
    installs = newActivityStub(Agents.class, Policies.waits(subject, Policies.PREPARE));
  }

  @Override
  public Host launch(HostRequest request) {
    // Given up first, so that nobody is placed on a host that is being taken back.
    return steps.operate(this::launch, () -> registry.giveUp(host.hostId(), operationId));
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
        if (!anotherMayDo(FailureType.of(failure))) {
          throw failure;
        }
        steps.rewind(before, failure);
      }
    }
  }

  private Host embody(Claim claim, int number) {
    InstanceRequest request =
        steps.run(REQUEST, () -> instances.request(host, number, operationId));
    if (request.standbyId() == null) {
      steps.note(request.bootsFrom());
    }
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
  private boolean anotherMayDo(FailureType type) {
    return Workflow.currentTimeMillis() < deadline + steps.parkedMillis()
        && switch (type) {
          case OUT_OF_CAPACITY, INSTANCE_LOST, SCRIPT_FAILED, NOT_YET_VISIBLE, TIMED_OUT -> true;
          default -> false;
        };
  }

  /**
   * Held when neither another instance nor a retry helps, for as long as somebody needs the host.
   */
  private final class HostHoldRule implements HoldRule {
    @Override
    public boolean holds(FailureType type) {
      return type.curable() && !anotherMayDo(type);
    }

    @Override
    public Proc watch() {
      return () -> watches.awaitUnwanted(host.hostId());
    }
  }
}
