package dev.berth.workflows.operation;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;

/**
 * What an operation is asked to do: the definition of one operation, and the only input of its
 * workflow. The launcher starts it; workflow type, search attributes, summary, memo and the row in
 * the registry follow from here.
 */
public interface Order {
  /** What the operation does. */
  OperationKind kind();

  /** The lock: Temporal lets only one run of this id run at a time. */
  String workflowId();

  /** What the operation works on, for people, e.g. {@code acme/production}. */
  String subject();

  /** What its progress is about, for people: the operation has ended well when this is ready. */
  default String progressOf() {
    return subject();
  }

  /** The AWS region that it works in. */
  String region();

  /** The requester, for the event log. */
  Requester requester();

  /**
   * What is asked, without its requester and reason: two requests of the same kind are the same
   * when this is. Only what the subject does not say already.
   */
  default String asked() {
    return "";
  }

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

  /** An order for one core. */
  interface OnCore extends Order {
    @Override
    CoreKey core();

    @Override
    default String workflowId() {
      return WorkflowIds.core(core());
    }

    @Override
    default String subject() {
      return core().toString();
    }
  }

  /** An order for one host. */
  interface OnHost extends Order {
    @Override
    String hostId();

    @Override
    default String workflowId() {
      return WorkflowIds.host(hostId());
    }

    @Override
    default String subject() {
      return "host " + hostId();
    }
  }

  /** An order for one image. */
  interface OnImage extends Order {
    /** The image that it works on. */
    String imageId();

    @Override
    default String workflowId() {
      return WorkflowIds.image(imageId());
    }

    @Override
    default String subject() {
      return "image " + imageId();
    }
  }
}
