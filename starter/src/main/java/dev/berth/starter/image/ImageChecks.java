package dev.berth.starter.image;

import dev.berth.client.api.BakeRequest;
import dev.berth.client.api.Problem.Fault;
import dev.berth.model.Requester;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.region.Regions;
import dev.berth.workflows.image.ImageWish;
import dev.berth.workflows.image.KeepImagesRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Validates requests for images before anything starts. */
@Singleton
final class ImageChecks {
  private static final Pattern VERSION = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern AMI = Pattern.compile("ami-[0-9a-f]{8,17}");

  private final Regions regions;

  ImageChecks(Regions regions) {
    this.regions = regions;
  }

  /**
   * The workflow's request, with the default region filled in.
   *
   * @throws Refusal with all faults
   */
  KeepImagesRequest request(BakeRequest asked, Requester requester) {
    List<Fault> faults = new ArrayList<>();
    String region = regions.known(asked.region(), faults);
    if (asked.version() != null && !VERSION.matcher(asked.version()).matches()) {
      faults.add(new Fault("version", "must be an image tag, such as 11.2.3"));
    }
    if (asked.baseImage() != null && !AMI.matcher(asked.baseImage()).matches()) {
      faults.add(new Fault("baseImage", "must be the id of an AMI, such as ami-0123456789abcdef0"));
    }
    Refusal.ifAny(faults);
    return new KeepImagesRequest(
        region, new ImageWish(asked.version(), asked.baseImage()), requester);
  }
}
