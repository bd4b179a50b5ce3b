package dev.berth.activities.core;

import dev.berth.activities.failure.Fail;
import dev.berth.activities.host.HostRecords;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.model.ContainerImage;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.Placement;
import dev.berth.model.Receipt;
import dev.berth.registry.Registry;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.core.CoreStore.Registration;
import dev.berth.registry.core.PlaceCommand;
import dev.berth.registry.core.PlacementStore;
import dev.berth.workflows.core.Abandoned;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Placed;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** Places, releases and registers cores in the registry. */
public final class CoreRegistryActivities implements CoreRegistry {
  private final Registry registry;
  private final PlacementStore placements;
  private final Settings settings;
  private final Names names;

  /** In this context. */
  public CoreRegistryActivities(Context context) {
    registry = context.registry();
    placements = registry.placements();
    settings = context.settings();
    names = new Names(settings);
  }

  @Override
  public Placed place(DeployRequest request, String operationId) {
    settings.region(request.region());
    PlanSettings plan = settings.plan(request.plan());
    var placed =
        placements.place(
            new PlaceCommand(
                OperationRecords.of(request, operationId),
                names.coreId(request.core()),
                plan.slots(),
                plan.connections(),
                settings.coreImage(request.version()),
                plan.memoryMegabytes()));
    return switch (placed) {
      case dev.berth.registry.core.Placed.Slot(Placement slot) -> new Placed.Slot(slot);
      case dev.berth.registry.core.Placed.Ready(CoreRecord core) -> new Placed.Ready(core(core));
      case dev.berth.registry.core.Placed.NoDatabaseRoom() ->
          throw Fail.terminal(
              FailureType.NO_DATABASE_ROOM,
              "no database server in %s has %d connections left: add one, or raise a budget",
              request.region(),
              plan.connections());
    };
  }

  @Override
  public void release(DeployRequest request, String operationId) {
    placements.release(operationId);
  }

  @Override
  public void quarantine(DeployRequest request, String operationId) {
    placements.quarantine(operationId);
  }

  @Override
  public Abandoned find(DeployRequest request, String operationId) {
    Optional<Placement> held = placements.find(operationId);
    if (held.isEmpty()) {
      return new Abandoned.Nothing();
    }
    Placement slot = held.get();
    return registry
        .hosts()
        .find(slot.hostId())
        .filter(host -> host.state() == HostState.READY)
        .<Abandoned>map(host -> new Abandoned.Container(slot, HostRecords.host(host)))
        .orElseGet(() -> new Abandoned.Slot(slot));
  }

  @Override
  public Core register(Deployment core, String address, Receipt receipt) {
    Registration registration =
        new Registration(
            names.url(core),
            address,
            ContainerImage.of(core.placement().containerImage()).tag(),
            names.secret(core));
    return registry
        .cores()
        .register(
            core.operationId(),
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
        ? Fail.terminal(
            FailureType.INSTANCE_LOST,
            "host %s moved: it is not at %s any more",
            slot.hostId(),
            address)
        : Fail.terminal(FailureType.SUPERSEDED, "a newer generation of this core exists");
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
