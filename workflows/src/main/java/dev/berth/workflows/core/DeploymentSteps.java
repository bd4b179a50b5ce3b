package dev.berth.workflows.core;

import static dev.berth.workflows.core.DeployCore.CoreStep.DATABASE;
import static dev.berth.workflows.core.DeployCore.CoreStep.PLACE;
import static dev.berth.workflows.core.DeployCore.CoreStep.SECRETS;
import static dev.berth.workflows.core.DeployCore.CoreStep.START;

import dev.berth.model.Placement;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.Step;
import java.util.List;

/**
 * The steps of a deployment that can be taken back, each with its compensation. {@link
 * DeployCoreWorkflow} runs them, {@link UnwindCoreWorkflow} takes them back.
 */
final class DeploymentSteps {
  private final DeployRequest request;
  private final String operationId;
  private final CoreRegistry registry;
  private final Secrets secrets;
  private final Databases databases;
  private final Cores cores;

  DeploymentSteps(DeployRequest request, String operationId) {
    this.request = request;
    this.operationId = operationId;
    registry = ActivityPolicies.stub(CoreRegistry.class, request.subject());
    secrets = ActivityPolicies.stub(Secrets.class, request.subject());
    databases = ActivityPolicies.stub(Databases.class, request.subject());
    cores = ActivityPolicies.stub(Cores.class, request.subject());
  }

  /** Those that an abandoned deployment may have run, in the order of time. */
  List<Step<?>> of(Abandoned left) {
    return switch (left) {
      case Abandoned.Nothing() -> List.of(place());
      case Abandoned.Slot(Placement slot) -> {
        Deployment core = at(slot);
        yield List.of(place(), secrets(core), database(core));
      }
      case Abandoned.Container(Placement slot, Host host) -> {
        Deployment core = at(slot);
        yield List.of(place(), secrets(core), database(core), start(core, host));
      }
    };
  }

  Deployment at(Placement slot) {
    return new Deployment(request, operationId, slot);
  }

  Step<Placed> place() {
    return Step.of(PLACE, () -> registry.place(request, operationId))
        .undo(() -> registry.release(request, operationId))
        .whileUsed(() -> registry.quarantine(request, operationId));
  }

  Step<String> secrets(Deployment core) {
    return Step.of(SECRETS, () -> secrets.create(core)).undo(() -> secrets.delete(core));
  }

  Step<Void> database(Deployment core) {
    return Step.of(DATABASE, () -> databases.create(core)).undo(() -> databases.drop(core));
  }

  Step<String> start(Deployment core, Host host) {
    return Step.of(START, () -> cores.start(core, host))
        .undo(() -> cores.remove(core, host))
        .protectsEarlier();
  }
}
