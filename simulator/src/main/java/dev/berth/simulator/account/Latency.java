package dev.berth.simulator.account;

import java.time.Duration;
import java.util.Locale;

/**
 * How long AWS and its hosts take, at scale 1: the one table. Where public figures exist they are
 * used; the others are chosen so that the sums reproduce the story that Berth grew from (4-5 min
 * from a stock image, about 45 s less with Docker in the image, 15-20 s on a running host), as
 * {@code docs/simulator.md} adds up.
 */
public enum Latency {
  /** Any call without a row of its own. */
  API_CALL(100, "chosen: one round trip inside a region and some work"),
  /** The RunInstances call itself. */
  RUN_INSTANCES_CALL(1_500, "daemonology.net 2021"),
  /** After a launch, while other calls do not know the instance yet. */
  INSTANCE_VISIBLE(1_000, "chosen: AWS gives no figure, clients back off from 2 s"),
  /** Launch to running. */
  PENDING(4_900, "daemonology.net 2021; brevdev/ec2-coldboot-research 2026"),
  /** Running to the SSM agent's first registration. */
  AGENT_ONLINE(26_000, "about 30 s after launch: stratus-red-team#108"),
  /** The same from an image that was made of a host here: nothing to update, all on the disk. */
  AGENT_ONLINE_PREPARED(
      15_000, "chosen: SSH answers 6-9 s after running (brevdev/ec2-coldboot-research 2026)"),
  /** Running to the agent's return after a stop and a start. */
  AGENT_ONLINE_RESTARTED(
      6_000, "chosen: restarted hosts serve 5 s after the call: depot.dev 2024, brevdev 2026"),
  /** A reboot call to the agent's return. */
  AGENT_ONLINE_REBOOTED(30_000, "chosen: shuts down as a stop does, then boots"),
  /** Running to passed status checks. */
  STATUS_CHECKS(120_000, "chosen: general knowledge, minutes"),
  /** Terminate call to terminated. */
  SHUTTING_DOWN(20_000, "chosen: general knowledge"),
  /** Stop call to stopped. */
  STOPPING(20_000, "chosen: general knowledge; a terminated host shuts down alike"),
  /** CreateImage to available, for a disk of 8 GB. */
  CREATE_IMAGE(180_000, "chosen: minutes; Packer's limit of 40 x 15 s is often raised"),
  /** After CreateImage, while other calls do not know the image and its snapshot yet. */
  IMAGE_VISIBLE(1_000, "chosen: as for an instance"),
  /** How long a terminated instance can still be seen. */
  TERMINATED_VISIBLE(3_600_000, "AWS documentation: usually within the hour"),
  /** A silent agent's last heartbeat to ConnectionLost. */
  PING_LAPSES(300_000, "agent heartbeat of 5 min: buildkite-agent-scaler#331"),
  /** SendCommand to the script's start on a host that listens. */
  COMMAND_DELIVERY(1_000, "chosen: 1-3 s there and back"),
  /** The script's end to its result in Systems Manager. */
  COMMAND_RESULT(500, "chosen: 1-3 s there and back"),
  /** After SendCommand, while reads do not know the command yet. */
  COMMAND_VISIBLE(500, "chosen: AWS gives no figure"),
  /** {@code dnf upgrade} of an image's packages, once for each disk. */
  DNF_UPGRADE(130_000, "the story installs the OS: chosen so that the sum reproduces its 4-5 min"),
  /** {@code dnf install docker}, metadata included. */
  DNF_INSTALL(45_000, "the story: an image with Docker inside saved about 45 s"),
  /** {@code dnf} when there is nothing to do: it reads its metadata all the same. */
  DNF_CHECK(2_000, "chosen so that a running host takes the story's 15-20 s"),
  /** Pulling the core's image on a small host. */
  DOCKER_PULL(25_000, "chosen: some 350 MB come and are unpacked on one core"),
  /** Pulling an image that is here: the registry is asked all the same. */
  DOCKER_PULL_CHECK(1_500, "chosen so that a running host takes the story's 15-20 s"),
  /** The AWS CLI's own start on a small host, before it asks anything. */
  AWS_CLI(500, "chosen: general knowledge, a Python program with hundreds of modules"),
  /** Creating and starting a container. */
  DOCKER_RUN(1_000, "chosen: general knowledge"),
  /** A core's process to its first good answer. */
  CORE_START(4_100, "measured: core 11.2.3, PostgreSQL 15, an empty schema");

  private final Duration duration;
  private final String source;

  Latency(long milliseconds, String source) {
    this.duration = Duration.ofMillis(milliseconds);
    this.source = source;
  }

  /** At scale 1. */
  public Duration duration() {
    return duration;
  }

  /** Where the figure comes from. */
  public String source() {
    return source;
  }

  /** The name that a machine knows its own delays by, for example {@code docker-pull}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
