package dev.berth.workflows.image;

/**
 * Input of {@link KeepImages}.
 *
 * @param wish an image that somebody wants now; null: whatever is due
 * @param requester who asks, for the event log
 * @param requestId the caller's id of the request, or null
 */
public record KeepImagesRequest(String region, ImageWish wish, String requester, String requestId) {
  /** Who asks when nobody does. */
  public static final String SCHEDULE = "upkeep";

  /** What the schedule asks for. */
  public static KeepImagesRequest scheduled(String region) {
    return new KeepImagesRequest(region, null, SCHEDULE, null);
  }

  /** The id of a region's schedule; a wish adds something of its own. */
  public String workflowId() {
    return "images/" + region;
  }
}
