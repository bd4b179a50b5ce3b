package dev.berth.workflows.replacement;

import static dev.berth.workflows.host.LaunchHost.HostStep.CLAIM;
import static dev.berth.workflows.replacement.ReplaceHost.ReplaceStep.END;
import static dev.berth.workflows.replacement.ReplaceHost.ReplaceStep.GONE;
import static dev.berth.workflows.replacement.ReplaceHost.ReplaceStep.MOVE;
import static dev.berth.workflows.replacement.ReplaceHost.ReplaceStep.RESTART;
import static dev.berth.workflows.replacement.ReplaceHost.ReplaceStep.SETTLE;

import dev.berth.model.FailureType;
import dev.berth.workflows.core.Cores;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.host.Claim;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.host.InstanceLauncher;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.host.Retirements;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Step;
import dev.berth.workflows.operation.StepName;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Promise;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/**
 * The replacement of a host's instance, in the order of time. The old one stays until the new one
 * works: it may serve its cores still.
 */
public class ReplaceHostWorkflow implements ReplaceHost {
  private final ReplaceRequest request;
  private final HostRequest host;
  private final String operationId = Steps.thisOperation();
  private final Steps steps;
  private final InstanceLauncher launcher;
  private final Replacements replacements;
  private final Retirements retirements;
  private final Cores cores;
  private final Hosts hosts;

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public ReplaceHostWorkflow(ReplaceRequest request) {
    this.request = request;
    host = request.host();
    steps = Steps.of(request, ReplaceStep.class, new ReplaceHoldRule());
    launcher = new InstanceLauncher(host, steps);
    replacements = ActivityPolicies.stub(Replacements.class, request.subject());
    retirements = ActivityPolicies.stub(Retirements.class, request.subject());
    cores = ActivityPolicies.stub(Cores.class, request.subject());
    hosts = ActivityPolicies.stub(Hosts.class, request.subject());
  }

  @Override
  public Host replace(ReplaceRequest ignored) {
    return steps.operate(this::replace);
  }

  private Host replace() {
    return switch (steps.run(claim())) {
      case Claim.Settled(_) -> {
        steps.done();
        yield null;
      }
      case Claim.Open open -> launcher.launch(open, this::moveTo);
    };
  }

  private Step<Claim> claim() {
    return Step.of(CLAIM, () -> replacements.claim(request, operationId))
        .undo(() -> replacements.giveUp(host.hostId(), operationId));
  }

  private Host moveTo(InstanceRequest request, Host successor) {
    List<String> gone = steps.forward(END, () -> replacements.end(successor, operationId));
    steps.forward(GONE, () -> retirements.awaitTerminated(host.region(), gone));
    List<Deployment> living =
        steps.forward(MOVE, () -> replacements.move(request, successor, operationId));
    steps.forward(RESTART, () -> restart(living, successor));
    return steps.pivot(
        SETTLE,
        () -> {
          replacements.settle(host.hostId(), operationId, steps.receipt());
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
    cores.check(core, address);
    replacements.readdress(core, address, operationId);
  }

  /**
   * Held when neither another instance nor a retry helps. Where the account's quota had no room for
   * the instance, it goes on when there is.
   */
  private final class ReplaceHoldRule implements HoldRule {
    @Override
    public boolean holds(FailureType type) {
      return launcher.holds(type);
    }

    @Override
    public Proc watch(StepName step, FailureType type) {
      return launcher.lacksQuota(step, type) ? () -> hosts.awaitQuota(host) : null;
    }
  }
}
