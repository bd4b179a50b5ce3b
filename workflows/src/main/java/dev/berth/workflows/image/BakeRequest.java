package dev.berth.workflows.image;

/**
 * Input of {@link BakeImage}.
 *
 * @param requester who asks, for the event log
 * @param requestId the caller's id of the request, or null
 */
public record BakeRequest(ImagePlan plan, String requester, String requestId) {
  /** The lock: one operation at a time per image, so that the same inputs join the same run. */
  public String workflowId() {
    return ImagePlan.workflowId(plan.imageId());
  }
}
