package dev.berth.model;

/**
 * Everything that can go wrong, as a small set of stable words. They are the types of the failures
 * that cross from activities to workflows, the values of the search attribute BerthReason, and the
 * reason codes of the API.
 */
public enum FailureType implements Word {
  /** AWS asks for fewer calls. Retried. */
  THROTTLED,
  /**
   * A fault of the moment: network, server error, unknown outcome. Retried, with the same token.
   */
  TRANSIENT,
  /** Something just created cannot be seen yet. Retried. */
  NOT_YET_VISIBLE,
  /**
   * A quota of the account is used up. Held when Berth sees it, retried slowly when AWS says it: an
   * operator or a termination cures it.
   */
  OVER_QUOTA,
  /** The thing is in a state that does not allow the call now. Retried. */
  WRONG_STATE,
  /**
   * No capacity in this zone for this type: a definite answer, nothing was launched. The workflow
   * moves on.
   */
  OUT_OF_CAPACITY,
  /** Not allowed: credentials or policy. Retrying does not help. */
  DENIED,
  /** A request that can never succeed as it is. Retrying does not help. */
  INVALID,
  /** No database server of the region has room for the connections. */
  NO_DATABASE_ROOM,
  /** No core needs this host any more. */
  UNWANTED,
  /** The host failed for good; operations that wait for it give up. */
  HOST_FAILED,
  /** The instance died or is unfit; another one may take its place under the same host. */
  INSTANCE_LOST,
  /** The script that prepares or starts something on a host said no. */
  SCRIPT_FAILED,
  /** AWS could not make the image. */
  IMAGE_FAILED,
  /** A newer generation of the core exists, or the operation has ended: this came too late. */
  SUPERSEDED,
  /** Something answers on the core's port, but it is not this core. */
  WRONG_CORE,
  /** A core lives there, or may, or is about to: nothing was taken away. */
  IN_USE,

  /** Its run was ended from outside, and could not unwind. */
  TERMINATED,

  /** A step did not finish in its time. */
  TIMED_OUT,
  /** Somebody cancelled the operation. */
  CANCELLED,
  /** The region is frozen: nothing is launched or taken away there until it is thawed. */
  FROZEN,
  /** None of the above. */
  UNKNOWN;

  /**
   * Whether an operator may cure it, so that the operation is worth holding: the account, its
   * policies and quotas, a server that is away, or an unknown failure. The others are definite
   * answers about this request.
   */
  public boolean curable() {
    return switch (this) {
      case THROTTLED,
          TRANSIENT,
          NOT_YET_VISIBLE,
          OVER_QUOTA,
          WRONG_STATE,
          OUT_OF_CAPACITY,
          DENIED,
          NO_DATABASE_ROOM,
          TIMED_OUT,
          UNKNOWN ->
          true;
      case INVALID,
          UNWANTED,
          HOST_FAILED,
          INSTANCE_LOST,
          SCRIPT_FAILED,
          IMAGE_FAILED,
          SUPERSEDED,
          WRONG_CORE,
          IN_USE,
          TERMINATED,
          CANCELLED,
          FROZEN ->
          false;
    };
  }

  /**
   * Whether it speaks of one instance: a definite answer about it, or its time is up. The others
   * speak of AWS, the account or us, and say nothing about the instance.
   */
  public boolean unfit() {
    return switch (this) {
      case INSTANCE_LOST, SCRIPT_FAILED, NOT_YET_VISIBLE, TIMED_OUT -> true;
      default -> false;
    };
  }
}
