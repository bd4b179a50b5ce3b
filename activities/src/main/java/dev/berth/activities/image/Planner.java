package dev.berth.activities.image;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.aws.Hashes;
import dev.berth.activities.aws.Script;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.host.Ec2Instances;
import dev.berth.activities.host.RequestFreezer;
import dev.berth.activities.operation.Context;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.model.FailureType;
import dev.berth.registry.image.ImageInputs;
import dev.berth.registry.image.ImageRecord;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.image.ImageWish;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

/** Turns what is wished into a plan in which everything is pinned; refuses what can never be. */
final class Planner {
  private static final String SCRIPTS =
      Hashes.sha256(Script.texts("prepare-host", "clean-image", "prove-image")).substring(0, 12);

  private final AwsClients aws;
  private final Settings settings;
  private final ContainerRegistry registry;

  Planner(Context context) {
    aws = context.aws();
    settings = context.settings();
    registry = new ContainerRegistry(settings.images().registry());
  }

  /**
   * The plan of a wish.
   *
   * @param edition counts bakes of the same inputs
   */
  ImagePlan plan(String regionName, ImageWish wish, int edition) {
    Region region = settings.region(regionName);
    String base = wish.baseAmi() == null ? RequestFreezer.stock(aws, region) : wish.baseAmi();
    check(region, base);
    String coreImage = settings.coreImage(wish.version());
    return plan(regionName, base, coreImage, registry.digest(coreImage), edition);
  }

  private ImagePlan plan(String region, String base, String coreImage, String digest, int edition) {
    String docker = settings.images().docker();
    String hash =
        Hashes.sha256(
            String.join(
                "\n",
                settings.installation(),
                region,
                base,
                coreImage,
                digest,
                docker,
                SCRIPTS,
                Integer.toString(edition)));
    return plan(
        "m" + hash.substring(0, 11), region, base, coreImage, digest, docker, SCRIPTS, edition);
  }

  private ImagePlan plan(
      String imageId,
      String region,
      String base,
      String coreImage,
      String digest,
      String docker,
      String scripts,
      int edition) {
    String name = "berth-" + settings.installation() + "-" + imageId;
    return new ImagePlan(imageId, region, name, base, coreImage, digest, docker, scripts, edition);
  }

  /** The next edition of the same inputs. */
  ImagePlan again(ImagePlan plan) {
    return plan(
        plan.region(), plan.baseAmi(), plan.containerImage(), plan.digest(), plan.edition() + 1);
  }

  /** The plan that an image was baked by. */
  ImagePlan of(ImageRecord image) {
    return plan(
        image.id(),
        image.region(),
        image.baseAmi(),
        image.containerImage(),
        image.digest(),
        image.docker(),
        image.scripts(),
        image.edition());
  }

  /** The same inputs, whenever they were baked. */
  static boolean same(ImageRecord image, ImagePlan plan) {
    return image.region().equals(plan.region())
        && image.baseAmi().equals(plan.baseAmi())
        && image.containerImage().equals(plan.containerImage())
        && image.digest().equals(plan.digest())
        && image.docker().equals(plan.docker())
        && image.scripts().equals(plan.scripts());
  }

  /** What the registry has to know of a plan. */
  static ImageInputs planned(ImagePlan plan) {
    return new ImageInputs(
        plan.imageId(),
        plan.region(),
        plan.baseAmi(),
        plan.containerImage(),
        plan.digest(),
        plan.docker(),
        plan.scripts(),
        plan.edition());
  }

  /** A base of another region, account or architecture never boots here. */
  private void check(Region region, String base) {
    Image image =
        look(region, base)
            .orElseThrow(
                () ->
                    Fail.terminal(
                        FailureType.INVALID,
                        "AMI %s is neither this account's nor Amazon's: copy it into this account first",
                        base));
    if (image.state() != ImageState.AVAILABLE) {
      throw Fail.terminal(
          FailureType.INVALID, "AMI %s is %s, not available", base, image.stateAsString());
    }
    for (String type : settings.images().instanceTypes()) {
      if (!architectures(region, type).contains(image.architectureAsString())) {
        throw Fail.terminal(
            FailureType.INVALID,
            "AMI %s is for %s, and %s is not (berth.images.instance-types)",
            base,
            image.architectureAsString(),
            type);
      }
    }
  }

  private Optional<Image> look(Region region, String base) {
    try {
      return aws
          .ec2(region.name())
          .describeImages(r -> r.imageIds(base).owners("self", "amazon"))
          .images()
          .stream()
          .findFirst();
    } catch (Ec2Exception e) {
      if (AwsFailures.code(e).startsWith("InvalidAMIID.")) {
        throw Fail.terminal(
            FailureType.INVALID,
            "there is no AMI %s in %s: an AMI belongs to one region; look for its id there",
            base,
            region.name());
      }
      throw e;
    }
  }

  private List<String> architectures(Region region, String type) {
    return aws
        .ec2(region.name())
        .describeInstanceTypes(r -> r.filters(Ec2Instances.filter("instance-type", List.of(type))))
        .instanceTypes()
        .stream()
        .flatMap(info -> info.processorInfo().supportedArchitectures().stream())
        .map(ArchitectureType::toString)
        .toList();
  }
}
