package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Ids;
import dev.berth.simulator.account.Image;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import java.time.Instant;
import java.util.regex.Pattern;

/** What calls that name an image check first. */
final class Images {

  private static final Pattern ARM_TYPE = Pattern.compile("(a1|[a-z]+[0-9]+g[a-z]*)\\..+");

  private Images() {}

  /** The image of this id, as every call but its creation knows it. */
  static Image known(RegionState region, String id, Instant now) {
    Ids.check("ami", id, "InvalidAMIID.Malformed");
    return region.image(id).filter(image -> image.isVisible(now)).orElseThrow(() -> notFound(id));
  }

  /** One that this account made. */
  static Image own(RegionState region, String id, Instant now) {
    Image image = known(region, id, now);
    if (image.source().isEmpty()) {
      throw AwsError.refused("AuthFailure", "Not authorized for image:%s", id);
    }
    return image;
  }

  static void checkLaunch(Image image, String type, Instant now) {
    if (!image.state(now).equals(Image.AVAILABLE)) {
      throw unavailable(image.id());
    }
    String ofType = ARM_TYPE.matcher(type).matches() ? "arm64" : "x86_64";
    if (!image.architecture().equals(ofType)) {
      throw AwsError.refused(
          "InvalidParameterValue",
          "The architecture '%s' of the specified instance type does not match the architecture"
              + " '%s' of the specified AMI.",
          ofType,
          image.architecture());
    }
  }

  static AwsError notFound(String id) {
    return AwsError.refused("InvalidAMIID.NotFound", "The image id '[%s]' does not exist", id);
  }

  static AwsError unavailable(String id) {
    return AwsError.refused(
        "InvalidAMIID.Unavailable", "The image ID '%s' is no longer available", id);
  }
}
