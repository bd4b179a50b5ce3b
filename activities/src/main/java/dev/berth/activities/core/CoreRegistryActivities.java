package dev.berth.activities.core;

import dev.berth.workflows.operation.Failures;
import dev.berth.activities.operation.Receipts;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.model.ContainerImage;
import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.core.CoreStore.Registration;
import dev.berth.registry.core.PlaceCommand;
import dev.berth.registry.core.Placed;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.model.Placement;
import dev.berth.model.FailureType;
import dev.berth.model.Receipt;
import io.temporal.failure.ApplicationFailure;

/** Places, releases and registers cores in the registry. */
public final class CoreRegistryActivities implements CoreRegistry {
  private final Registry registry;
  private final Settings settings;
  private final Names names;

  /** Over this registry. */
  public CoreRegistryActivities(Registry registry, Settings settings) {
    this.registry = registry;
    this.settings = settings;
    this.names = new Names(settings);
  }

  @Override
  public Placement place(DeployOrder order) {
    DeployRequest request = order.request();
    settings.region(request.region());
    PlanSettings plan = settings.plan(request.plan());
    String version = request.version() == null ? settings.defaultVersion() : request.version();
    Placed placed =
        registry
            .placements()
            .place(
                new PlaceCommand(
                    new Operation.Begin(
                            order.operationId(),
                            request.key().workflowId(),
                            OperationKind.DEPLOY_CORE,
                            request.region(),
                            Plan.valueOf(request.plan().name()),
                            new Requester(request.requester(), request.requestId()))
                        .onCore(new CoreKey(request.key().customer(), request.key().environment())),
                    names.coreId(request.key()),
                    plan.slots(),
                    plan.connections(),
                    settings.imageRepository() + ":" + version,
                    plan.memoryMegabytes()));
    return switch (placed) {
      case Placed.Slot(dev.berth.model.Placement slot) -> placement(slot);
      case Placed.Ready(CoreRecord core) ->
          new Placement(core.id(), core.generation(), null, 0, 0, null, 0, null, 0, core(core));
      case Placed.NoDatabaseRoom() ->
          throw Failures.terminal(FailureType.NO_DATABASE_ROOM, "no database server in %s has %d connections left: add one, or raise a budget"
                  .formatted(request.region(), plan.connections()),
              null);
    };
  }

  /** A slot as activities know it. */
  public static Placement placement(dev.berth.model.Placement slot) {
    return new Placement(
        slot.coreId(),
        slot.generation(),
        slot.hostId(),
        slot.slot(),
        slot.port(),
        slot.databaseServer(),
        slot.connections(),
        slot.containerImage(),
        slot.memoryMegabytes(),
        null);
  }

  @Override
  public void release(DeployOrder order) {
    registry.placements().release(order.operationId());
  }

  @Override
  public void quarantine(DeployOrder order) {
    registry.placements().quarantine(order.operationId());
  }

  @Override
  public Core register(Deployment core, String address, Receipt receipt) {
    Registration registration =
        new Registration(
            names.url(core),
            address,
            ContainerImage.of(core.placement().image()).tag(),
            names.secret(core));
    return registry
        .cores()
        .register(
            core.order().operationId(),
            core.placement().coreId(),
            core.placement().generation(),
            registration,
            Receipts.json(receipt))
        .map(CoreRegistryActivities::core)
        .orElseThrow(() -> refused(core.placement(), address));
  }

  private ApplicationFailure refused(Placement slot, String address) {
    boolean moved =
        registry
            .cores()
            .find(slot.coreId())
            .filter(core -> core.generation() == slot.generation())
            .isPresent();
    return moved
        ? Failures.terminal(FailureType.INSTANCE_LOST, "host %s moved: it is not at %s any more".formatted(slot.hostId(), address), null)
        : Failures.terminal(FailureType.SUPERSEDED, "a newer generation of this core exists", null);
  }

  private static Core core(CoreRecord core) {
    return new Core(
        core.id(),
        core.generation(),
        core.url(),
        core.address(),
        core.version(),
        core.keyReference());
  }
}
