package dev.berth.starter.image;

import dev.berth.client.api.BakeWish;
import dev.berth.client.api.ImageOrderView;
import dev.berth.client.api.ImageView;
import dev.berth.client.api.Listing;
import dev.berth.client.api.Problem.Fault;
import dev.berth.model.ImageState;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.image.ImageRecord;
import dev.berth.starter.Settings;
import dev.berth.starter.problem.Callers;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.problem.RequestIds;
import dev.berth.workflows.image.ImageWish;
import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.image.RetireImageRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Images that hosts boot from: Docker and the core's container image are on them. */
@Tag(name = "images")
@Controller("/v1/images")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
class ImagesController {
  private static final Pattern VERSION = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern AMI = Pattern.compile("ami-[0-9a-f]{8,17}");

  private final Registry registry;
  private final Settings settings;
  private final ImageRuns runs;

  ImagesController(Registry registry, Settings settings, ImageRuns runs) {
    this.registry = registry;
    this.settings = settings;
    this.runs = runs;
  }

  /**
   * Lists the images that are not gone, newest first.
   *
   * @return all of them
   */
  @Get
  Listing.Images listImages() {
    return new Listing.Images(
        registry.images().list().stream()
            .filter(image -> image.state() != ImageState.RETIRED)
            .map(ImagesController::view)
            .toList());
  }

  /**
   * Bakes an image, proves it, and makes it current in its region. Who asks for the same inputs
   * joins the same operation, or finds the image.
   *
   * @param body what is asked; may be left out
   * @param requester who asks, for the event log
   * @return the image, and the operation that bakes it
   */
  @Post
  @Described.Noted
  @ApiResponse(
      responseCode = "200",
      description = "It is there already",
      content = @Content(schema = @Schema(implementation = ImageOrderView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "It is being baked",
      content = @Content(schema = @Schema(implementation = ImageOrderView.class)))
  HttpResponse<ImageOrderView> bakeImage(
      HttpRequest<?> http,
      @Nullable @Body BakeWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    BakeWish wish = Objects.requireNonNullElse(body, new BakeWish(null, null, null));
    String region = Objects.requireNonNullElse(wish.region(), settings.defaultRegion());
    check(region, wish, requester);
    ImageOrderView order =
        runs.bake(
            new KeepImagesRequest(
                region,
                new ImageWish(wish.version(), wish.baseImage()),
                requester,
                RequestIds.of(http)));
    return order.operationId() == null ? HttpResponse.ok(order) : accepted(order);
  }

  private void check(String region, BakeWish wish, String requester) {
    List<Fault> faults = new ArrayList<>();
    if (!settings.regions().contains(region)) {
      faults.add(new Fault("region", "must be one of " + String.join(", ", settings.regions())));
    }
    if (wish.version() != null && !VERSION.matcher(wish.version()).matches()) {
      faults.add(new Fault("version", "must be an image tag, such as 11.2.3"));
    }
    if (wish.baseImage() != null && !AMI.matcher(wish.baseImage()).matches()) {
      faults.add(new Fault("baseImage", "must be the id of an AMI, such as ami-0123456789abcdef0"));
    }
    Callers.requester(requester, faults);
    if (!faults.isEmpty()) {
      throw Refusal.badInput(faults);
    }
  }

  /**
   * Makes an image current in its region: the next hosts boot from it. Hosts that are there stay.
   *
   * @param id of the image
   * @param requester who asks, for the event log
   * @return the image as it is now
   */
  @Post("/{id}/promote")
  @Described.Noted
  @Described.Unknown
  @Described.Conflict
  ImageView promoteImage(
      HttpRequest<?> http,
      String id,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    Callers.check(requester, null);
    ImageRecord image =
        registry
            .images()
            .promote(id, new Actor(new Requester(requester, RequestIds.of(http)), null))
            .orElseThrow(() -> unknown(id));
    if (!image.available()) {
      throw Refusal.conflict(
          "not-available",
          "Image %s is %s: no host can boot from it. Promote one that is available, or bake one."
              .formatted(id, image.state().word()));
    }
    return view(image);
  }

  /**
   * Takes an image away that is not current and that no host runs, with its snapshots.
   *
   * @param id of the image
   * @param requester who asks, for the event log
   * @return the operation that retires it
   */
  @Post("/{id}/retire")
  @Described.Noted
  @Described.Unknown
  @Described.Conflict
  @ApiResponse(
      responseCode = "202",
      description = "It is being retired",
      content = @Content(schema = @Schema(implementation = ImageOrderView.class)))
  HttpResponse<ImageOrderView> retireImage(
      HttpRequest<?> http,
      String id,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    Callers.check(requester, null);
    ImageRecord image = registry.images().find(id).orElseThrow(() -> unknown(id));
    if (image.state() == ImageState.RETIRED) {
      throw Refusal.conflict("retired", "Image %s is retired already.".formatted(id));
    }
    if (image.current()) {
      throw Refusal.conflict(
          "current",
          "Image %s is current in %s. Promote another one, or bake one, and ask again."
              .formatted(id, image.region()));
    }
    if (image.hosts() > 0) {
      throw Refusal.conflict(
          "in-use",
          "%d hosts run image %s. It can go when they are gone.".formatted(image.hosts(), id));
    }
    return accepted(
        runs.retire(
            new RetireImageRequest(
                id, image.region(), "asked for", requester, RequestIds.of(http))));
  }

  private static HttpResponse<ImageOrderView> accepted(ImageOrderView order) {
    return HttpResponse.<ImageOrderView>accepted(
            URI.create("/v1/operations/" + order.operationId()))
        .body(order);
  }

  private static Refusal unknown(String id) {
    return Refusal.notFound(
        "no-image",
        "There is no image %s. The list of images tells their ids; an AMI's id is none."
            .formatted(id));
  }

  private static ImageView view(ImageRecord image) {
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
