package dev.berth.starter.sweep;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.SweepRequest;
import dev.berth.client.api.SweepView;
import dev.berth.model.Requester;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.operation.Answers;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.region.Regions;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The sweep of a region: what AWS has and the registry does not, and the other way round. */
@Tag(name = "regions")
@Controller("/v1/regions")
@ApiDoc.Routes
class SweepsController {
  private final Regions regions;
  private final Sweeps sweeps;

  SweepsController(Regions regions, Sweeps sweeps) {
    this.regions = regions;
    this.sweeps = sweeps;
  }

  /**
   * Sweeps a region once. By default it only reports the differences and what it would do about
   * them. Otherwise it acts on those that an earlier pass saw at least two minutes before.
   *
   * @param named an AWS region of this installation, or {@code default}
   * @param body may be left out
   */
  @Post("/{region}/sweep")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Audited
  @ApiDoc.Conflict
  @ApiResponse(
      responseCode = "200",
      description = "What the pass saw and did; it may have refused to act",
      content = @Content(schema = @Schema(implementation = SweepView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "The pass takes longer; repeat the request for its report",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  HttpResponse<?> sweepRegion(
      @PathVariable("region") String named,
      @Nullable @Body SweepRequest body,
      @Parameter(hidden = true) Requester requester) {
    SweepRequest request = Objects.requireNonNullElse(body, SweepRequest.DRY);
    List<Fault> faults = new ArrayList<>();
    String region = regions.known(named, faults);
    if (request.limit() != null && request.limit() < 0) {
      faults.add(new Fault("limit", "must be 0 or more"));
    }
    Refusal.ifAny(faults);
    Optional<SweepView> sweep = sweeps.sweep(region, request.dry(), request.limit(), requester);
    return sweep.isPresent()
        ? HttpResponse.ok(sweep.get())
        : Answers.accepted(sweeps.underWay(region));
  }
}
