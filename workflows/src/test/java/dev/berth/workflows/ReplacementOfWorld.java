package dev.berth.workflows;

import dev.berth.model.Placement;
import dev.berth.model.Receipt;
import dev.berth.model.SlotState;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.host.Claim;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.replacement.ReplaceRequest;
import dev.berth.workflows.replacement.Replacements;
import java.util.List;
import java.util.stream.Stream;

/** The replacement of a host as its workflow sees it: {@code i-1} embodies it, for two cores. */
final class ReplacementOfWorld implements Replacements {
  private final World world;
  private volatile boolean settled;
  private volatile List<Deployment> living = Stream.of("c1", "c2").map(c -> core(c)).toList();

  ReplacementOfWorld(World world) {
    this.world = world;
  }

  /** Another instance embodies the host already. */
  void nothingToReplace() {
    settled = true;
  }

  /** The cores that waited for the host start by themselves; none was ready. */
  void noCoreWasReady() {
    living = List.of();
  }

  private static Deployment core(String id) {
    return new Deployment(
        World.request(),
        "op-1",
        new Placement(id, 1, 1, "h1", 0, SlotState.HELD, "main", 10, "core:1", 256));
  }

  @Override
  public Claim claim(ReplaceRequest request, String operationId) {
    world.note("claim");
    return settled ? new Claim.Settled(World.HOST) : new Claim.Launch(2, "core:1");
  }

  @Override
  public void giveUp(String hostId, String operationId) {
    world.note("give-up");
  }

  @Override
  public List<String> end(Host successor, String operationId) {
    world.note("end");
    return List.of("i-1");
  }

  @Override
  public List<Deployment> move(InstanceRequest request, Host successor, String operationId) {
    world.note("move " + request.instanceNumber());
    return living;
  }

  @Override
  public void readdress(Deployment core, String address, String operationId) {
    world.note("readdress " + core.placement().coreId());
  }

  @Override
  public void settle(String hostId, String operationId, Receipt receipt) {
    world.note("settle");
    world.receipts.add(receipt);
  }
}
