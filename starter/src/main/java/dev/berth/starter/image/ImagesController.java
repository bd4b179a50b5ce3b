package dev.berth.starter.image;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.BakeRequest;
import dev.berth.client.api.ImageView;
import dev.berth.client.api.ListResponse;
import dev.berth.model.Requester;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.operation.Answers;
import dev.berth.starter.page.Filters;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.region.Regions;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;

/** Images that hosts boot from: Docker and the core's container image are on them. */
@Tag(name = "images")
@Controller("/v1/images")
@ApiDoc.Routes
class ImagesController {
  private static final BakeRequest OPEN = new BakeRequest(null, null, null);

  private final ImageChecks checks;
  private final Images images;
  private final Regions regions;

  ImagesController(ImageChecks checks, Images images, Regions regions) {
    this.checks = checks;
    this.images = images;
    this.regions = regions;
  }

  /**
   * Lists the images that are not gone, newest first.
   *
   * @param region that the images are in, or {@code default}
   * @return all of them
   */
  @Get
  @Secured(Scopes.READ)
  ListResponse.Images listImages(@Nullable @QueryValue String region) {
    Filters filters = new Filters(regions);
    String known = filters.region(region);
    filters.check();
    return new ListResponse.Images(images.list(known));
  }

  /**
   * Bakes an image, tests it, and makes it current in its region. The request is idempotent: the
   * same inputs join the operation under way, or find the image.
   *
   * @param body may be left out
   */
  @Post
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Audited
  @ApiResponse(
      responseCode = "200",
      description = "The image exists",
      content = @Content(schema = @Schema(implementation = ImageView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "An operation bakes it",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  HttpResponse<?> bakeImage(
      @Nullable @Body BakeRequest body, @Parameter(hidden = true) Requester requester) {
    return switch (images.bake(checks.request(Objects.requireNonNullElse(body, OPEN), requester))) {
      case Images.Baked.Present(ImageView image) -> HttpResponse.ok(image);
      case Images.Baked.Started(Accepted accepted) -> Answers.accepted(accepted);
    };
  }

  /**
   * Makes an image current in its region: the next hosts boot from it. Existing hosts stay as they
   * are.
   *
   * @param id of the image
   * @return the image as it is now
   */
  @Post("/{id}/promote")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Command
  ImageView promoteImage(String id, @Parameter(hidden = true) Requester requester) {
    return images.promote(id, requester);
  }

  /**
   * Retires an image that is not current and that no host runs, with its snapshots.
   *
   * @param id of the image
   */
  @Post("/{id}/retire")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Command
  @ApiResponse(
      responseCode = "202",
      description = "An operation retires it",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  HttpResponse<Accepted> retireImage(String id, @Parameter(hidden = true) Requester requester) {
    return Answers.accepted(images.retire(id, requester));
  }
}
