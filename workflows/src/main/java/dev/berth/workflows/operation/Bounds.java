package dev.berth.workflows.operation;

import java.time.Duration;

/** How long things may take, with the reason beside each figure. */
public final class Bounds {
  /**
   * How long a client waits for one answer of AWS or of PostgreSQL. A call that hangs ends then,
   * although another worker may have gone on before.
   */
  public static final Duration ANSWER = Duration.ofSeconds(20);

  /**
   * EC2 shows a new instance as running after 5-26 s (aws.md 7); ten times that means that it never
   * will.
   */
  static final Duration BOOT = Duration.ofMinutes(5);

  /**
   * An agent is online about 30 s after launch; the worst reported was 6 min 7 s (aws.md 7). Then
   * another instance is sooner.
   */
  static final Duration AGENT = Duration.ofMinutes(7);

  /**
   * Install Docker (under a minute) and pull the container image, with dnf's lock retries and one
   * command lost on the way.
   */
  static final Duration PREPARE = Duration.ofMinutes(10);

  /**
   * A host gives up on itself after this; shorter than {@link #HOST}, so that its cores hear of it.
   */
  public static final Duration HOST_DEADLINE = Duration.ofMinutes(25);

  /**
   * How long an operation is held for an operator, all holds together: a night. Then it unwinds,
   * because a slot and a host cost money and the caller should get an answer.
   */
  public static final Duration HOLD = Duration.ofHours(8);

  /**
   * How long a core waits for its host: the host's own deadline, its hold, its last attempt, and
   * its unwinding.
   */
  static final Duration HOST = HOLD.plusHours(2);

  /** How long a host that is held is watched: longer than it is held. */
  static final Duration UNWANTED = HOLD.plusHours(1);

  /** A freeze lasts for as long as operators want. */
  static final Duration THAW = Duration.ofDays(365);

  /** A start script takes seconds; one command that is lost on the way costs a minute. */
  static final Duration START = Duration.ofMinutes(10);

  /**
   * From the container's start to the first right answer: 12 s (the story), more for seven at once
   * on one small host, and a core waits for a database that is away.
   */
  static final Duration CHECK = Duration.ofMinutes(10);

  /**
   * From terminate to terminated, or stop to stopped: seconds to minutes (aws.md 7), and a volume
   * may take its time.
   */
  static final Duration GONE = Duration.ofMinutes(15);

  /** Until a host that is given up is gone: its launch gives up, and then its instance ends. */
  static final Duration HOST_GONE = GONE.multipliedBy(2);

  /** CreateImage of 8 GB takes minutes; the ten of a common tool are often too few (aws.md 7). */
  static final Duration IMAGE = Duration.ofHours(1);

  /** A look at everything in a region: pages of instances and names, a call per open operation. */
  static final Duration SURVEY = Duration.ofMinutes(10);

  /** A pool that needs nothing is quiet for about an hour, and a worker may die in between. */
  static final Duration POOL_WORK = Duration.ofHours(3);

  /**
   * A script that costs a second on a fit host. One command that is lost on the way costs a minute;
   * a host that loses two is not fit.
   */
  static final Duration POOL_CHECK = Duration.ofMinutes(3);

  private Bounds() {}
}
