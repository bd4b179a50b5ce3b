package dev.berth.workflows;

import dev.berth.model.FailureType;
import dev.berth.model.Receipt;
import dev.berth.workflows.host.Agents;
import dev.berth.workflows.host.Claim;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRegistry;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.host.Instances;
import dev.berth.workflows.operation.Failures;
import java.time.Duration;
import java.util.Map;

/** Hosts as the workflows see them. */
final class HostsOfWorld implements Hosts, HostRegistry, Instances, Agents {
  private final World world;
  private volatile boolean settled;
  private volatile InstanceRequest.Start standby;
  private volatile Map<String, String> tags = Map.of();

  HostsOfWorld(World world) {
    this.world = world;
  }

  /** The host is settled already. */
  void settledAlready() {
    settled = true;
  }

  /** A stopped instance embodies the host already. */
  void standingBy() {
    standby = new InstanceRequest.Start("h1", 1, "us-east-1", "a", "t2.micro", "ami", "i-0");
  }

  /** Hosts boot from an image of ours. */
  void haveAnImage() {
    tags = Map.of(InstanceRequest.IMAGE_TAG, "m1");
  }

  @Override
  public void ensure(String hostId) {
    world.note("ensure");
  }

  @Override
  public void awaitQuota(HostRequest host) {
    world.note("quota?");
  }

  @Override
  public Host await(String hostId) {
    world.note("await");
    return World.HOST;
  }

  @Override
  public Host awaitReplaced(Host lost) {
    world.note("replaced? " + lost.instanceId());
    return new Host(lost.hostId(), lost.region(), "i-2", "127.0.0.10");
  }

  @Override
  public void awaitUnwanted(String hostId) {
    world.note("unwanted?");
    // Between attempts, so that time can be skipped: it cannot while an activity runs.
    throw Failures.retryableAfter(
        FailureType.NOT_YET_VISIBLE, Duration.ofHours(1), "still wanted", null);
  }

  @Override
  public Claim claim(HostRequest request, String operationId) {
    world.note("claim");
    if (settled) {
      return new Claim.Settled(World.HOST);
    }
    return standby == null ? new Claim.Launch(1, "core:1") : new Claim.Start(standby, "core:1");
  }

  @Override
  public InstanceRequest request(HostRequest host, int number, String operationId) {
    world.note("request " + number);
    return new InstanceRequest.Launch(
        host.hostId(),
        number,
        host.region(),
        "a",
        "subnet",
        "t2.micro",
        "ami",
        "sg",
        "profile",
        tags,
        "token-" + number);
  }

  @Override
  public String launch(InstanceRequest request) {
    world.note("launch " + request.instanceNumber());
    return "i-" + request.instanceNumber();
  }

  @Override
  public Host awaitRunning(InstanceRequest request, String instanceId) {
    world.note("boot " + request.instanceNumber());
    return new Host(request.hostId(), request.region(), instanceId, "127.0.0.9");
  }

  @Override
  public void terminate(InstanceRequest request) {
    world.note("terminate " + request.instanceNumber());
  }

  @Override
  public void awaitOnline(Host host) {
    world.note("agent " + host.instanceId());
  }

  @Override
  public void prepare(Host host, String image, String operationId) {
    world.note("prepare " + host.instanceId());
  }

  @Override
  public Host settle(InstanceRequest request, Host host, String operationId, Receipt receipt) {
    world.note("settle " + request.instanceNumber());
    world.receipts.add(receipt);
    return host;
  }

  @Override
  public void noteUnfit(InstanceRequest request, String why) {
    world.note("unfit " + request.instanceNumber());
  }

  @Override
  public void giveUp(String hostId, String operationId) {
    world.note("give-up");
  }
}
