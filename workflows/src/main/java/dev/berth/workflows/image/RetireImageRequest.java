package dev.berth.workflows.image;

import dev.berth.model.OperationKind;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;

/**
 * An image that is to go. Input of {@link RetireImage}.
 *
 * @param why the image should go, for the event log
 */
public record RetireImageRequest(String imageId, String region, String why, Requester requester)
    implements Order.OnImage {
  @Override
  public OperationKind kind() {
    return OperationKind.RETIRE_IMAGE;
  }
}
