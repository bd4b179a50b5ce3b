package dev.berth.workflows.image;

import dev.berth.model.OperationKind;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;
import dev.berth.workflows.operation.WorkflowIds;

/**
 * A look at the images of a region. Input of {@link KeepImages}.
 *
 * @param wish an image that is asked for; null: whatever is due
 */
public record KeepImagesRequest(String region, ImageWish wish, Requester requester)
    implements Order {
  /** The requester of what the schedule does. */
  public static final Requester SCHEDULE = Requester.UPKEEP;

  /** What the schedule asks for. */
  public static KeepImagesRequest scheduled(String region) {
    return new KeepImagesRequest(region, null, SCHEDULE);
  }

  @Override
  public OperationKind kind() {
    return OperationKind.KEEP_IMAGES;
  }

  /** That of the region's schedule; each wish has its own. */
  @Override
  public String workflowId() {
    return wish == null
        ? WorkflowIds.images(region)
        : "%s/%s".formatted(WorkflowIds.images(region), wish.word());
  }

  @Override
  public String subject() {
    return "images of " + region;
  }

  @Override
  public String asked() {
    return wish == null ? "" : wish.word();
  }
}
