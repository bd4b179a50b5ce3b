package dev.berth.workflows.replacement;

import static dev.berth.workflows.host.HostStep.CLAIM;
import static dev.berth.workflows.replacement.ReplaceStep.END;
import static dev.berth.workflows.replacement.ReplaceStep.GONE;
import static dev.berth.workflows.replacement.ReplaceStep.MOVE;
import static dev.berth.workflows.replacement.ReplaceStep.RESTART;
import static dev.berth.workflows.replacement.ReplaceStep.SETTLE;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.core.Cores;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.host.Claim;
import dev.berth.workflows.host.Embodiment;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.host.Retirements;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/**
 * The replacement of a host's instance, in the order of time. The old one stays until the new one
 * works: it may serve its cores still.
 */
public class ReplaceHostWorkflow implements ReplaceHost {
  private final ReplaceRequest request;
  private final HostRequest host;
  private final String operationId = Workflow.getInfo().getFirstExecutionRunId();
  private final Steps steps;
  private final Embodiment embodiment;
  private final Replacements registry;
  private final Replacements instances;
  private final Retirements waits;
  private final Cores cores;
  private final Cores checks;
  private final Hosts rooms;

  /** State is there before any query. */
  @WorkflowInit
  public ReplaceHostWorkflow(ReplaceRequest request) {
    this.request = request;
    host = request.host();
    String subject = "host " + host.hostId();
    int count = SETTLE.place();
    steps = new Steps(operationId, subject, host.region(), count, new ReplaceHoldRule());
    embodiment = new Embodiment(host, operationId, steps);
    registry = newActivityStub(Replacements.class, Policies.registry(subject));
    instances = newActivityStub(Replacements.class, Policies.calls(subject));
    waits = newActivityStub(Retirements.class, Policies.waits(subject, Policies.GONE));
    cores = newActivityStub(Cores.class, Policies.waits(subject, Policies.START));
    checks = newActivityStub(Cores.class, Policies.waits(subject, Policies.CHECK));
    rooms = newActivityStub(Hosts.class, Policies.waits(subject, Policies.UNWANTED));
  }

  @Override
  public Host replace(ReplaceRequest ignored) {
    return steps.operate(this::replace);
  }

  private Host replace() {
    Claim claim =
        steps.run(
            CLAIM,
            () -> registry.claim(request, operationId),
            () -> registry.giveUp(host.hostId(), operationId));
    if (claim.settled()) {
      steps.done();
      return null;
    }
    return embodiment.embody(claim, this::moveTo);
  }

  private Host moveTo(InstanceRequest embodied, Host successor) {
    List<String> gone = steps.forward(END, () -> instances.end(successor, operationId));
    steps.forward(GONE, () -> waits.awaitTerminated(host.region(), gone));
    List<Deployment> living =
        steps.forward(MOVE, () -> registry.move(embodied, successor, operationId));
    steps.forward(RESTART, () -> restart(living, successor));
    return steps.pivot(
        SETTLE,
        () -> {
          registry.settle(host.hostId(), operationId, steps.receipt());
          return successor;
        });
  }

  /** All at once, and each to its own end: one that cannot start keeps no other down. */
  private void restart(List<Deployment> living, Host successor) {
    List<Promise<Void>> restarts =
        living.stream().map(core -> Async.procedure(() -> restart(core, successor))).toList();
    restarts.forEach(Promise::getFailure);
    restarts.forEach(Promise::get);
  }

  private void restart(Deployment core, Host successor) {
    String address = cores.start(core, successor);
    checks.check(core, address);
    registry.readdress(core, address, operationId);
  }

  /**
   * Held when neither another instance nor a retry helps. Where the account had no room for the
   * instance, it goes on when there is.
   */
  private final class ReplaceHoldRule implements HoldRule {
    @Override
    public boolean holds(FailureType type) {
      return embodiment.holds(type);
    }

    @Override
    public Proc watch(String step, FailureType type) {
      return embodiment.lacksRoom(step, type) ? () -> rooms.awaitRoom(host) : null;
    }
  }
}
