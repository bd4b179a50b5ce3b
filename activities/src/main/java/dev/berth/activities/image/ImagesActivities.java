package dev.berth.activities.image;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.model.ImageState;
import dev.berth.registry.Registry;
import dev.berth.registry.image.ImageRecord;
import dev.berth.workflows.image.BakeRequest;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.ImageTask.What;
import dev.berth.workflows.image.ImageWish;
import dev.berth.workflows.image.Images;
import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.image.RetireImageRequest;
import dev.berth.workflows.launch.Launched;
import dev.berth.workflows.operation.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;

/** Says what the images of a region need, and has it done. */
public final class ImagesActivities implements Images {
  private final Context context;
  private final Registry registry;
  private final Planner planner;
  private final Amis amis;

  /** In this context. */
  public ImagesActivities(Context context) {
    this.context = context;
    registry = context.registry();
    planner = new Planner(context);
    amis = new Amis(context);
  }

  @Override
  public List<ImageTask> plan(KeepImagesRequest request) {
    List<ImageRecord> images = registry.images().of(request.region());
    if (request.wish() != null) {
      return List.of(wished(request, images));
    }
    List<ImageTask> retired = retire(request.region(), images);
    List<ImageTask> due = new ArrayList<>();
    bake(request.region(), images)
        .filter(bake -> retired.stream().noneMatch(other -> sameImage(bake, other)))
        .ifPresent(due::add);
    due.addAll(retired);
    return due;
  }

  /** What is left of a bake that failed is taken away first: it would be adopted, bad as it is. */
  private static boolean sameImage(ImageTask one, ImageTask other) {
    return one.plan().imageId().equals(other.plan().imageId());
  }

  private ImageTask wished(KeepImagesRequest request, List<ImageRecord> images) {
    ImagePlan plan = newest(request.region(), request.wish(), images);
    Optional<ImageRecord> there = there(plan, images).filter(ImageRecord::available);
    if (there.filter(image -> image.demotedAt() != null).isPresent()) {
      return task(What.BAKE, planner.again(plan), "asked for, and the one there was found unfit");
    }
    return there.isPresent()
        ? task(What.KEEP, plan, "asked for, and there")
        : task(What.BAKE, plan, "asked for");
  }

  /** The newest edition of the same inputs. */
  private ImagePlan newest(String region, ImageWish wish, List<ImageRecord> images) {
    ImagePlan first = planner.plan(region, wish, 1);
    return images.stream()
        .filter(image -> Planner.same(image, first))
        .max(comparingInt(ImageRecord::edition))
        .map(planner::of)
        .orElse(first);
  }

  /** Nothing is baked by itself before a person asked for an image, and got one. */
  private Optional<ImageTask> bake(String region, List<ImageRecord> images) {
    if (images.stream().noneMatch(ImageRecord::available)) {
      return Optional.empty();
    }
    ImagePlan plan = newest(region, new ImageWish(null, null), images);
    Optional<ImageRecord> there = there(plan, images);
    if (there.filter(ImageRecord::available).isEmpty()) {
      boolean wanted = there.filter(image -> isRetired(image.state())).isEmpty();
      return wanted
          ? Optional.of(task(What.BAKE, plan, "its inputs have moved"))
          : Optional.empty();
    }
    Instant old = Instant.now().minus(context.settings().images().maxAge());
    return there
        .filter(image -> image.current() && image.bakedAt().isBefore(old))
        .map(
            image ->
                task(
                    What.BAKE,
                    planner.again(plan),
                    "image %s was baked at %s".formatted(image.id(), image.bakedAt())));
  }

  private static boolean isRetired(ImageState state) {
    return state == ImageState.RETIRING || state == ImageState.RETIRED;
  }

  private List<ImageTask> retire(String region, List<ImageRecord> images) {
    Map<String, Image> there = amis.all(region);
    List<ImageTask> due = new ArrayList<>();
    List<ImageRecord> kept =
        images.stream()
            .filter(ImageRecord::available)
            .sorted(comparing(ImageRecord::current).thenComparing(ImageRecord::bakedAt).reversed())
            .toList();
    for (ImageRecord image : images) {
      if (image.available() && !there.containsKey(image.id())) {
        String why = "AMI " + image.amiId() + " is not there any more";
        registry.imageFitness().unfit(image.amiId(), why);
        due.add(task(What.RETIRE, planner.of(image), why));
      } else if (kept.indexOf(image) >= context.settings().images().keep() && image.hosts() == 0) {
        due.add(task(What.RETIRE, planner.of(image), "older than the last that are kept"));
      } else if (!image.available() && there.containsKey(image.id())) {
        due.add(
            task(
                What.RETIRE,
                planner.of(image),
                "what is left of one that is " + image.state().word()));
      } else if (image.state() == ImageState.RETIRING) {
        due.add(task(What.RETIRE, planner.of(image), "its retirement did not end"));
      }
    }
    return due;
  }

  private static Optional<ImageRecord> there(ImagePlan plan, List<ImageRecord> images) {
    return images.stream().filter(image -> image.id().equals(plan.imageId())).findFirst();
  }

  private static ImageTask task(What what, ImagePlan plan, String why) {
    return new ImageTask(what, plan, why, null, null);
  }

  @Override
  public ImageTask start(KeepImagesRequest request, ImageTask task) {
    return switch (task.what()) {
      case KEEP -> task.done(null, "is there already");
      case BAKE -> started(task, new BakeRequest(task.plan(), request.requester()), "bakes it");
      case RETIRE ->
          started(
              task,
              new RetireImageRequest(
                  task.plan().imageId(), request.region(), task.why(), request.requester()),
              "retires it");
    };
  }

  private ImageTask started(ImageTask task, Order order, String what) {
    Launched launched = context.launcher().launch(order);
    return task.done(launched.operationId(), OperationRecords.outcome(launched, what));
  }
}
