package dev.berth.workflows;

import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.Cores;
import dev.berth.workflows.core.Databases;
import dev.berth.workflows.core.DeployOrder;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Placement;
import dev.berth.workflows.core.Secrets;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.Receipt;

/** Cores, their secrets and databases as the workflows see them. */
final class CoresOfWorld implements CoreRegistry, Secrets, Cores {
  final Databases databases = new DatabasesOfWorld();
  private final World world;
  private volatile Core ready;

  CoresOfWorld(World world) {
    this.world = world;
  }

  /** The core is ready before anybody asks. */
  void readyAlready() {
    ready = new Core("c1", 1, "u", "a", "ready before", "/key");
  }

  @Override
  public Placement place(DeployOrder order) {
    world.note("place");
    return new Placement("c1", 1, "h1", 0, 3567, "main", 10, "core:1", 256, ready);
  }

  @Override
  public void release(DeployOrder order) {
    world.note("release");
  }

  @Override
  public void quarantine(DeployOrder order) {
    world.note("quarantine");
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
