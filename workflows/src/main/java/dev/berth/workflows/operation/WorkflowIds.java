package dev.berth.workflows.operation;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind.Subject;

/** The ids of workflows. Each names the subject of an operation and is its lock. */
public final class WorkflowIds {
  private WorkflowIds() {}

  /** Of the operations on a core. */
  public static String core(CoreKey key) {
    return Subject.CORE.named(key.toString());
  }

  /** Of the operations on a host. */
  public static String host(String hostId) {
    return Subject.HOST.named(hostId);
  }

  /** Of the operations on an image. */
  public static String image(String imageId) {
    return Subject.IMAGE.named(imageId);
  }

  /** Of a region's sweep; the runs of its schedule have the time added by Temporal. */
  public static String sweep(String region) {
    return "sweep/" + region;
  }

  /** Of the schedule that keeps a region's pools. */
  public static String pool(String region) {
    return "pool/" + region;
  }

  /** Of the schedule that keeps a region's images; a wish adds something of its own. */
  public static String images(String region) {
    return "images/" + region;
  }
}
