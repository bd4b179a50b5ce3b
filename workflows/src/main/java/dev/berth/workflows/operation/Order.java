package dev.berth.workflows.operation;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;

/**
 * What an operation is asked to do: the definition of one operation, and the only input of its
 * workflow. The launcher starts it; workflow type, search attributes, summary, memo and the
 * row in the registry follow from here.
 */
public interface Order {
  /** What the operation does. */
  OperationKind kind();

  /** The lock: Temporal lets only one run of this id run at a time. */
  String workflowId();

  /** What the operation works on, for people, e.g. {@code acme/production}. */
  String subject();

  /** The AWS region that it works in. */
  String region();

  /** The requester, for the event log. */
  Requester requester();

  /**
   * What is asked, without its requester and reason: two requests are the same when this is. The
   * operation's kind is compared beside it.
   */
  String asked();

  /** The core that it works on, or null. */
  default CoreKey core() {
    return null;
  }

  /** The host that it works on, or null. */
  default String hostId() {
    return null;
  }

  /** The plan of what it works on, or null. */
  default Plan plan() {
    return null;
  }
}
