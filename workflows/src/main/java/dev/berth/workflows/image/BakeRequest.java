package dev.berth.workflows.image;

import dev.berth.model.OperationKind;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;

/** An image that is to be baked. Input of {@link BakeImage}. */
public record BakeRequest(ImagePlan plannedImage, Requester requester) implements Order.OnImage {
  @Override
  public OperationKind kind() {
    return OperationKind.BAKE_IMAGE;
  }

  @Override
  public String imageId() {
    return plannedImage.imageId(); // a hash of everything that it is baked of
  }

  @Override
  public String region() {
    return plannedImage.region();
  }
}
