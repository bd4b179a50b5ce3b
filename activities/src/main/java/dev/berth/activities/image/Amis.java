package dev.berth.activities.image;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.aws.SharedPoll;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.host.Ec2Instances;
import dev.berth.activities.host.Tags;
import dev.berth.activities.operation.Context;
import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.HostStore;
import dev.berth.registry.image.ImageStore;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.image.ImagePlan;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Our AMIs and their snapshots. The name of an AMI is its token: there is one of each. */
final class Amis {
  private final AwsClients aws;
  private final Settings settings;
  private final HostStore hosts;
  private final ImageStore images;
  private final Map<String, SharedPoll<String, Image>> polls = new ConcurrentHashMap<>();

  Amis(Context context) {
    aws = context.aws();
    settings = context.settings();
    hosts = context.registry().hosts();
    images = context.registry().images();
  }

  /** All of this installation's in a region, looked up now, by the image that they are. */
  Map<String, Image> all(String region) {
    return ours(region).stream()
        .collect(Collectors.toMap(Amis::imageId, Function.identity(), (one, _) -> one));
  }

  /** The one of this plan, looked up now. */
  Optional<Image> of(ImagePlan plan) {
    return ours(plan.region(), Ec2Instances.filter("name", List.of(plan.name()))).stream()
        .filter(image -> image.name().equals(plan.name()))
        .findFirst();
  }

  /**
   * What has the name of this plan, looked up now. It is ours when the registry recorded it, or AWS
   * says that it was made of our builder; name and tags can be foretold and copied.
   *
   * @throws ApplicationFailure {@code image-failed} when it is not
   */
  Optional<Image> proven(ImagePlan plan) {
    Optional<Image> found =
        named(plan.region(), plan.name()).stream()
            .filter(image -> image.name().equals(plan.name()))
            .findFirst();
    found
        .filter(image -> !isOurs(image))
        .ifPresent(
            image -> {
              throw Fail.terminal(
                  FailureType.IMAGE_FAILED,
                  "AMI %s has the name of image %s, but was not made of its builder: find out where it comes from, and deregister it",
                  image.imageId(),
                  plan.imageId());
            });
    return found;
  }

  private boolean isOurs(Image image) {
    return Objects.equals(Tags.value(image.tags(), Tags.INSTALLATION), settings.installation())
        && (isRecorded(image)
            || builder(image.tags(), imageId(image))
                .filter(instance -> instance.equals(image.sourceInstanceId()))
                .isPresent());
  }

  private boolean isRecorded(Image image) {
    return images
        .find(imageId(image))
        .filter(recorded -> image.imageId().equals(recorded.amiId()))
        .isPresent();
  }

  /** The instance that was the builder of the operation that these tags name, for this image. */
  private Optional<String> builder(List<Tag> tags, String imageId) {
    return hosts
        .find(BakeHosts.id(Tags.value(tags, Tags.OPERATION), "builder"))
        .filter(builder -> imageId.equals(builder.bakes()))
        .map(HostRecord::instanceId);
  }

  /** Begins the image, or finds that it was begun. */
  String capture(ImagePlan plan, String instanceId, String operationId) {
    try {
      return aws.ec2(plan.region()).createImage(request(plan, instanceId, operationId)).imageId();
    } catch (Ec2Exception e) {
      if (AwsFailures.code(e).equals("InvalidAMIName.Duplicate")) {
        return taken(plan, e);
      }
      if (notInState(e)) {
        throw Fail.retryable(FailureType.WRONG_STATE, "%s", e.getMessage());
      }
      throw e;
    }
  }

  private String taken(ImagePlan plan, Ec2Exception e) {
    return proven(plan)
        .map(Image::imageId)
        .orElseThrow(
            () ->
                Fail.retryable(
                    FailureType.NOT_YET_VISIBLE, "the name is taken: %s", e.getMessage()));
  }

  private CreateImageRequest request(ImagePlan plan, String instanceId, String operationId) {
    Map<String, String> tags =
        new TreeMap<>(
            Map.of(
                Tags.NAME, plan.name(),
                Tags.MANAGED_BY, "berth",
                Tags.INSTALLATION, settings.installation(),
                InstanceRequest.IMAGE_TAG, plan.imageId(),
                Tags.OPERATION, operationId));
    return CreateImageRequest.builder()
        .instanceId(instanceId)
        .name(plan.name())
        .description("%s on %s, baked by Berth".formatted(plan.containerImage(), plan.baseAmi()))
        .tagSpecifications(Tags.on(ResourceType.IMAGE, tags), Tags.on(ResourceType.SNAPSHOT, tags))
        .build();
  }

  /** Waits until the image is available. */
  void awaitAvailable(ImagePlan plan, String amiId) {
    SharedPoll<String, Image> poll = polls.computeIfAbsent(plan.region(), this::poll);
    Waiting.until(
        "image " + amiId,
        () ->
            poll.next(amiId)
                .filter(
                    image ->
                        switch (image.state()) {
                          case AVAILABLE -> true;
                          case PENDING -> false;
                          default -> throw failed(image);
                        }));
  }

  private static RuntimeException failed(Image image) {
    String why =
        image.stateReason() == null
            ? "no reason given"
            : image.stateReason().code() + ": " + image.stateReason().message();
    return Fail.terminal(
        FailureType.IMAGE_FAILED, "AMI %s is %s: %s", image.imageId(), image.stateAsString(), why);
  }

  /**
   * Deregisters what this operation captured, and deletes its snapshots. While nothing can be seen,
   * the same request brings back what it made, if it did: the answer to the first one may have been
   * lost.
   */
  void drop(ImagePlan plan, String instanceId, String operationId) {
    if (of(plan).isEmpty()) {
      replayed(plan, instanceId, operationId).ifPresent(id -> requireVisible(plan, id));
    }
    deregister(plan, image -> operationId.equals(Tags.value(image.tags(), Tags.OPERATION)));
    deleteSnapshots(
        plan, snapshot -> operationId.equals(Tags.value(snapshot.tags(), Tags.OPERATION)));
  }

  private Optional<String> replayed(ImagePlan plan, String instanceId, String operationId) {
    try {
      return Optional.of(capture(plan, instanceId, operationId));
    } catch (Ec2Exception e) {
      return switch (AwsFailures.type(e)) {
        case THROTTLED, TRANSIENT, UNKNOWN -> throw e;
        default -> Optional.empty(); // a definite no: the name is free, and stays so
      };
    } catch (ApplicationFailure e) {
      if (e.getType().equals(FailureType.NOT_YET_VISIBLE.word())) {
        throw e;
      }
      return Optional.empty(); // the builder is in no state for it, or the image is another's
    }
  }

  private void requireVisible(ImagePlan plan, String amiId) {
    if (of(plan).isEmpty()) {
      throw Fail.retryable(FailureType.NOT_YET_VISIBLE, "AMI %s cannot be seen yet", amiId);
    }
  }

  /** Deregisters the image of this plan, whichever run captured it, and deletes its snapshots. */
  void deregister(ImagePlan plan) {
    deregister(plan, _ -> true);
    deleteSnapshots(plan, _ -> true);
  }

  private void deregister(ImagePlan plan, Predicate<Image> which) {
    of(plan)
        .filter(which)
        .ifPresent(
            image -> {
              try {
                aws.ec2(plan.region())
                    .deregisterImage(
                        r -> r.imageId(image.imageId()).deleteAssociatedSnapshots(true));
              } catch (Ec2Exception e) {
                if (!AwsFailures.code(e).startsWith("InvalidAMIID.")) { // gone already
                  throw e;
                }
              }
            });
  }

  private void deleteSnapshots(ImagePlan plan, Predicate<Snapshot> which) {
    aws
        .ec2(plan.region())
        .describeSnapshotsPaginator(
            r ->
                r.ownerIds("self")
                    .filters(
                        Tags.filter(InstanceRequest.IMAGE_TAG, plan.imageId()),
                        Tags.filter(Tags.INSTALLATION, settings.installation())))
        .snapshots()
        .stream()
        .filter(s -> plan.imageId().equals(Tags.value(s.tags(), InstanceRequest.IMAGE_TAG)))
        .filter(s -> settings.installation().equals(Tags.value(s.tags(), Tags.INSTALLATION)))
        .filter(s -> isOfBuilder(s, plan))
        .filter(which)
        .forEach(snapshot -> delete(plan.region(), snapshot.snapshotId()));
  }

  /** AWS itself describes a snapshot that an image brings along, for ever. */
  private boolean isOfBuilder(Snapshot snapshot, ImagePlan plan) {
    return builder(snapshot.tags(), plan.imageId())
        .filter(
            id ->
                String.valueOf(snapshot.description())
                    .startsWith("Created by CreateImage(" + id + ")"))
        .isPresent();
  }

  private void delete(String region, String snapshotId) {
    try {
      aws.ec2(region).deleteSnapshot(r -> r.snapshotId(snapshotId));
    } catch (Ec2Exception e) {
      switch (AwsFailures.code(e)) {
        case "InvalidSnapshot.NotFound" -> {} // gone already
        case "InvalidSnapshot.InUse" ->
            throw Fail.retryable(FailureType.WRONG_STATE, "%s", e.getMessage());
        default -> throw e;
      }
    }
  }

  private SharedPoll<String, Image> poll(String region) {
    return new SharedPoll<>(
        "images-" + region, settings.pollInterval(), ids -> looked(region, ids));
  }

  private Map<String, Image> looked(String region, Set<String> ids) {
    return ours(region).stream()
        .filter(image -> ids.contains(image.imageId()))
        .collect(Collectors.toMap(Image::imageId, Function.identity()));
  }

  /** Neither filters nor tags prove that an image is ours. */
  private List<Image> ours(String region, Filter... more) {
    List<Filter> filters = new ArrayList<>(List.of(more));
    filters.add(Tags.filter(Tags.INSTALLATION, settings.installation()));
    return shown(region, filters).stream().filter(this::isOurs).toList();
  }

  private List<Image> named(String region, String name) {
    return shown(region, List.of(Ec2Instances.filter("name", List.of(name))));
  }

  private List<Image> shown(String region, List<Filter> filters) {
    return aws
        .ec2(region)
        .describeImagesPaginator(r -> r.owners("self").filters(filters))
        .images()
        .stream()
        .filter(image -> image.state() != ImageState.DEREGISTERED)
        .toList();
  }

  private static String imageId(Image image) {
    return Tags.value(image.tags(), InstanceRequest.IMAGE_TAG);
  }

  private static boolean notInState(Ec2Exception e) {
    return AwsFailures.code(e).equals("InvalidParameterValue")
        && String.valueOf(e.getMessage()).contains("not in state");
  }
}
