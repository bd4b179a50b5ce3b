package dev.berth.workflows.image;

/**
 * Input of {@link RetireImage}.
 *
 * @param why the image should go, for the event log
 * @param requester who asks, for the event log
 * @param requestId the caller's id of the request, or null
 */
public record RetireImageRequest(
    String imageId, String region, String why, String requester, String requestId) {
  /** The lock, which it shares with {@link BakeImage}. */
  public String workflowId() {
    return ImagePlan.workflowId(imageId);
  }
}
