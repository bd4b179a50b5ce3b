package dev.berth.workflows;

import dev.berth.model.EventType;
import dev.berth.model.Placement;
import dev.berth.model.Receipt;
import dev.berth.model.SlotState;
import dev.berth.workflows.core.Abandoned;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.Cores;
import dev.berth.workflows.core.Databases;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Placed;
import dev.berth.workflows.core.ReadyCore;
import dev.berth.workflows.core.ReadyCoreRequest;
import dev.berth.workflows.core.ReadyCores;
import dev.berth.workflows.core.Secrets;
import dev.berth.workflows.host.Host;

/** Cores, their secrets and databases as the workflows see them. */
final class CoresOfWorld implements CoreRegistry, ReadyCores, Secrets, Cores {
  private static final Placement SLOT =
      new Placement("c1", 1, 1, "h1", 0, SlotState.HELD, "main", 10, "core:1", 256);

  final Databases databases = new DatabasesOfWorld();
  private final World world;
  private volatile Core ready;
  private volatile Abandoned abandoned = new Abandoned.Container(SLOT, World.HOST);

  CoresOfWorld(World world) {
    this.world = world;
  }

  /** The abandoned deployment holds a slot on a host that is not there. */
  void theHostIsGone() {
    abandoned = new Abandoned.Slot(SLOT);
  }

  /** The abandoned deployment holds nothing. */
  void nothingIsHeld() {
    abandoned = new Abandoned.Nothing();
  }

  /** The core is ready already. */
  void readyAlready() {
    ready = new Core("c1", 1, "u", "a", "ready before", "/key");
  }

  @Override
  public Placed place(DeployRequest request, String operationId) {
    world.note("place");
    return ready == null ? new Placed.Slot(SLOT) : new Placed.Ready(ready);
  }

  @Override
  public void release(DeployRequest request, String operationId) {
    world.note("release");
  }

  @Override
  public void quarantine(DeployRequest request, String operationId) {
    world.note("quarantine");
  }

  @Override
  public Abandoned find(DeployRequest request, String operationId) {
    world.note("find " + operationId);
    return abandoned;
  }

  @Override
  public String create(Deployment core) {
    world.note("secrets");
    return "/key";
  }

  @Override
  public void delete(Deployment core) {
    world.note("delete-secrets");
  }

  @Override
  public String start(Deployment core, Host host) {
    world.note(call("start", core));
    return host.address() + ":3567";
  }

  @Override
  public void remove(Deployment core, Host host) {
    world.note("remove");
  }

  @Override
  public void check(Deployment core, String address) {
    world.note(call("check", core));
  }

  /** Only other cores than the usual one are named. */
  private static String call(String what, Deployment core) {
    String id = core.placement().coreId();
    return id.equals("c1") ? what : what + " " + id;
  }

  @Override
  public Core register(Deployment core, String address, Receipt receipt) {
    world.note("register");
    world.receipts.add(receipt);
    return new Core("c1", 1, "https://c1.us-east-1.example.com", address, "1", "/key");
  }

  @Override
  public ReadyCore find(ReadyCoreRequest request, String operationId) {
    world.note("find-ready");
    return new ReadyCore(new Deployment(World.request(), operationId, SLOT), World.HOST);
  }

  @Override
  public String restart(Deployment core, Host host) {
    world.note("restart");
    return host.address() + ":3567";
  }

  @Override
  public void settle(
      ReadyCoreRequest request, String operationId, EventType event, Receipt receipt) {
    world.note("settle " + event.word());
    world.receipts.add(receipt);
  }

  final class DatabasesOfWorld implements Databases {
    @Override
    public void create(Deployment core) {
      world.note("database");
    }

    @Override
    public void drop(Deployment core) {
      world.note("drop-database");
    }
  }
}
