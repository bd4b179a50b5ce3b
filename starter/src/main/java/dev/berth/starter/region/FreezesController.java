package dev.berth.starter.region;

import dev.berth.client.api.FreezeRequest;
import dev.berth.client.api.FreezeView;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ProblemCode;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.FreezeStore.Freeze;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Reasons;
import dev.berth.starter.problem.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** Freezes: in a frozen region nothing is launched or removed. Requests are accepted and wait. */
@Tag(name = "freezes")
@Controller("/v1/freezes")
@ApiDoc.Routes
class FreezesController {
  private final Registry registry;
  private final Regions regions;

  FreezesController(Registry registry, Regions regions) {
    this.registry = registry;
    this.regions = regions;
  }

  /**
   * Lists what is frozen, oldest first.
   *
   * @return all of it
   */
  @Get
  @Secured(Scopes.READ)
  ListResponse.Freezes listFreezes() {
    return new ListResponse.Freezes(
        registry.freezes().list().stream().map(FreezesController::view).toList());
  }

  /**
   * Freezes a region, or all of them. Launches and removals stop within seconds, in every worker;
   * calls in flight end. A region that is frozen already stays as it is.
   *
   * @param named an AWS region of this installation, {@code default} for its default one, or {@code
   *     all}
   * @param body why; required
   * @return the freeze that holds
   */
  @Put("/{region}")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Audited
  FreezeView freezeRegion(
      @PathVariable("region") String named,
      @Nullable @Body FreezeRequest body,
      @Parameter(hidden = true) Requester requester) {
    String region = regions.knownOrAll(named);
    if (body == null || body.reason() == null || body.reason().isBlank()) {
      throw Refusal.badInput(
          List.of(new Fault("reason", "must say why: callers that the freeze affects see it")));
    }
    Reasons.check(body.reason());
    return view(registry.freezes().freeze(region, new Actor(requester, null), body.reason()));
  }

  /**
   * Thaws a region, or ends the freeze of all of them: operations that waited continue.
   *
   * @param named as it was frozen
   * @param reason for the event log; may be left out
   * @return nothing
   */
  @Delete("/{region}")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Audited
  @ApiDoc.NotFound
  @ApiResponse(responseCode = "204", description = "Thawed")
  HttpResponse<Void> thawRegion(
      @PathVariable("region") String named,
      @Nullable @QueryValue String reason,
      @Parameter(hidden = true) Requester requester) {
    String region = regions.knownOrAll(named);
    Reasons.check(reason);
    if (!registry.freezes().thaw(region, new Actor(requester, null), reason)) {
      throw Refusal.of(
          ProblemCode.NOT_FROZEN,
          region.equals("all")
              ? "There is no freeze of all regions."
              : "%s is not frozen.".formatted(region));
    }
    return HttpResponse.noContent();
  }

  private static FreezeView view(Freeze freeze) {
    return new FreezeView(freeze.region(), freeze.actor(), freeze.reason(), freeze.frozenAt());
  }
}
