package dev.berth.starter.sweep;

import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.SweepView;
import dev.berth.client.api.SweepWish;
import dev.berth.starter.Settings;
import dev.berth.starter.problem.Callers;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.problem.RequestIds;
import dev.berth.workflows.sweep.SweepRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** The sweep of a region: what AWS has and the registry does not, and the other way round. */
@Tag(name = "regions")
@Controller("/v1/regions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
class SweepsController {
  /** In place of a region: the default one. */
  private static final String DEFAULT = "default";

  private final Settings settings;
  private final SweepRuns sweeps;

  SweepsController(Settings settings, SweepRuns sweeps) {
    this.settings = settings;
    this.sweeps = sweeps;
  }

  /**
   * Sweeps a region once. By default it only tells what differs and what would be done. What it
   * does is done only about what an earlier pass saw at least five minutes before.
   *
   * @param region an AWS region, or {@code default}
   * @param body what is asked; may be left out
   * @param requester who asks, for the event log
   * @return what it saw and did
   */
  @Post("/{region}/sweep")
  @Described.Noted
  @Described.Conflict
  @ApiResponse(
      responseCode = "200",
      description = "What the pass saw and did; it may have refused to act",
      content = @Content(schema = @Schema(implementation = SweepView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "It goes on; ask again for its report",
      content = @Content(schema = @Schema(implementation = SweepView.class)))
  HttpResponse<SweepView> sweepRegion(
      HttpRequest<?> http,
      String region,
      @Nullable @Body SweepWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    Callers.check(requester, null);
    SweepWish wish = Objects.requireNonNullElse(body, SweepWish.DRY);
    SweepRequest request =
        new SweepRequest(
            known(region, wish),
            wish.dry(),
            SweepRequest.MIN_AGE,
            wish.limit(),
            SweepRequest.EMPTY_AFTER,
            requester,
            RequestIds.of(http));
    SweepView sweep = sweeps.sweep(request);
    return sweep.report() == null
        ? HttpResponse.<SweepView>accepted(URI.create("/v1/operations/" + sweep.operationId()))
            .body(sweep)
        : HttpResponse.ok(sweep);
  }

  private String known(String region, SweepWish wish) {
    String name = region.equals(DEFAULT) ? settings.defaultRegion() : region;
    if (!settings.regions().contains(name)) {
      throw Refusal.badInput(
          List.of(new Fault("region", "must be one of " + String.join(", ", settings.regions()))));
    }
    if (wish.limit() != null && wish.limit() < 0) {
      throw Refusal.badInput(List.of(new Fault("limit", "must be 0 or more")));
    }
    return name;
  }
}
