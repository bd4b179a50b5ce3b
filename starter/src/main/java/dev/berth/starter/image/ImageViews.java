package dev.berth.starter.image;

import dev.berth.client.api.ImageView;
import dev.berth.registry.image.ImageRecord;

/** Makes the API's records of images. */
final class ImageViews {
  private ImageViews() {}

  static ImageView of(ImageRecord image) {
    return new ImageView(
        image.id(),
        image.region(),
        status(image),
        image.amiId(),
        image.baseAmi(),
        image.containerImage(),
        image.digest(),
        image.content(),
        image.docker(),
        image.edition(),
        image.hosts(),
        image.failures(),
        image.operationId(),
        image.createdAt(),
        image.bakedAt());
  }

  private static String status(ImageRecord image) {
    if (image.current()) {
      return "current";
    }
    return image.available() && image.demotedAt() != null ? "demoted" : image.state().word();
  }
}
