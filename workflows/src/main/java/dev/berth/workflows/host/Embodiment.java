package dev.berth.workflows.host;

import static dev.berth.workflows.host.HostStep.AGENT;
import static dev.berth.workflows.host.HostStep.BOOT;
import static dev.berth.workflows.host.HostStep.LAUNCH;
import static dev.berth.workflows.host.HostStep.PREPARE;
import static dev.berth.workflows.host.HostStep.REQUEST;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func2;
import io.temporal.workflow.Workflow;

/**
 * Gets a host an instance that works. A bad one is replaced under the same host, so that slots
 * survive.
 */
public final class Embodiment {
  private final HostRequest host;
  private final String operationId;
  private final Steps steps;
  private final long deadline = Workflow.currentTimeMillis() + Policies.HOST_DEADLINE.toMillis();
  private final HostRegistry registry;
  private final Instances instances;
  private final Instances launches;
  private final Instances boots;
  private final Agents agents;
  private final Agents installs;

  /** Of this host, by this operation. */
  public Embodiment(HostRequest host, String operationId, Steps steps) {
    String subject = "host " + host.hostId();
    this.host = host;
    this.operationId = operationId;
    this.steps = steps;
    registry = newActivityStub(HostRegistry.class, Policies.registry(subject));
    instances = newActivityStub(Instances.class, Policies.calls(subject));
    launches = newActivityStub(Instances.class, Policies.launches(subject));
    boots = newActivityStub(Instances.class, Policies.waits(subject, Policies.BOOT));
    agents = newActivityStub(Agents.class, Policies.waits(subject, Policies.AGENT));
    installs = newActivityStub(Agents.class, Policies.waits(subject, Policies.PREPARE));
  }

  /**
   * Tries one instance after the other until one works, up to the end of {@code then}, which is
   * given the request and the host on its instance.
   */
  public <T> T embody(Claim claim, Func2<InstanceRequest, Host, T> then) {
    for (int number = claim.instanceNumber(); ; number++) {
      int before = steps.mark();
      try {
        return embody(claim, number, then);
      } catch (ActivityFailure failure) {
        FailureType type = FailureType.of(failure);
        if (!anotherMayDo(type)) {
          throw failure;
        }
        if (nothingLaunched(type)) {
          steps.forget(before);
        } else {
          steps.rewind(before, failure);
        }
      }
    }
  }

  private <T> T embody(Claim claim, int number, Func2<InstanceRequest, Host, T> then) {
    if (claim.standbyId() != null && number == claim.instanceNumber()) {
      steps.inherit(REQUEST, () -> instances.terminate(InstanceRequest.standby(host, claim)));
    }
    InstanceRequest request =
        steps.run(REQUEST, () -> instances.request(host, number, operationId));
    if (request.standbyId() == null) {
      steps.note(request.bootsFrom());
    }
    String instanceId =
        steps.run(LAUNCH, () -> launches.launch(request), () -> instances.terminate(request));
    return then.apply(request, prepared(claim, request, instanceId));
  }

  /** What a baked image may be to blame for is counted against it. */
  private Host prepared(Claim claim, InstanceRequest request, String instanceId) {
    try {
      Host running = steps.run(BOOT, () -> boots.awaitRunning(request, instanceId));
      steps.run(AGENT, () -> agents.awaitOnline(running));
      steps.run(PREPARE, () -> installs.prepare(running, claim.image(), operationId));
      return running;
    } catch (ActivityFailure failure) {
      if (request.baked() && FailureType.of(failure).unfit()) {
        registry.noteUnfit(request, FailureType.message(failure));
      }
      throw failure;
    }
  }

  /** Taking back what was not launched would ask a dry pool once more, past the launches' rate. */
  private static boolean nothingLaunched(FailureType type) {
    return type == FailureType.OUT_OF_CAPACITY
        && Workflow.getVersion("nothing-launched", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** Whether neither another instance nor giving up is the answer, but an operator. */
  public boolean holds(FailureType type) {
    return (type.curable() || steps.noWayBack()) && !anotherMayDo(type);
  }

  /**
   * Whether this failure of this step says that the account has no room for the instance: what
   * {@link Hosts#awaitRoom} waits for. AWS's own refusal does not; when that ends, only AWS knows.
   */
  public boolean lacksRoom(String step, FailureType type) {
    return type == FailureType.OVER_QUOTA
        && step.equals(REQUEST.word())
        && Workflow.getVersion("await-room", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /**
   * A definite answer about this instance, or its time is up: another zone, type or instance may do
   * better. Without a way back there is no deadline.
   */
  private boolean anotherMayDo(FailureType type) {
    return (steps.noWayBack() || Workflow.currentTimeMillis() < deadline + steps.parkedMillis())
        && (type == FailureType.OUT_OF_CAPACITY || type.unfit());
  }
}
