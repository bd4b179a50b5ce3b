package dev.berth.starter.region;

import dev.berth.client.api.FreezeView;
import dev.berth.client.api.FreezeWish;
import dev.berth.client.api.Listing;
import dev.berth.client.api.Problem.Fault;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.FreezeStore;
import dev.berth.registry.host.FreezeStore.Freeze;
import dev.berth.starter.Settings;
import dev.berth.starter.problem.Callers;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.problem.RequestIds;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/**
 * The brake: in a frozen region nothing is launched or taken away. Requests are accepted and wait.
 */
@Tag(name = "freezes")
@Controller("/v1/freezes")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
class FreezesController {
  private final Registry registry;
  private final Settings settings;

  FreezesController(Registry registry, Settings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * Lists what is frozen, oldest first.
   *
   * @return all of it
   */
  @Get
  Listing.Freezes listFreezes() {
    return new Listing.Freezes(
        registry.freezes().list().stream().map(FreezesController::view).toList());
  }

  /**
   * Freezes a region, or all of them. Launches and removals stop within seconds, in every worker;
   * what is in flight ends. A region that is frozen already stays as it is.
   *
   * @param region an AWS region of this installation, or {@code all}
   * @param body why; required
   * @param requester who asks, for the event log
   * @return the freeze that holds
   */
  @Put("/{region}")
  @Described.Noted
  FreezeView freezeRegion(
      HttpRequest<?> http,
      String region,
      @Nullable @Body FreezeWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    known(region);
    if (body == null || body.reason() == null || body.reason().isBlank()) {
      throw Refusal.badInput(
          List.of(new Fault("reason", "must say why: everybody who meets the freeze reads it")));
    }
    Callers.check(requester, body.reason());
    return view(registry.freezes().freeze(region, actor(http, requester), body.reason()));
  }

  /**
   * Thaws a region, or ends the freeze of all of them: whatever waited goes on.
   *
   * @param region as it was frozen
   * @param reason for the event log; may be left out
   * @param requester who asks, for the event log
   * @return nothing
   */
  @Delete("/{region}")
  @Described.Noted
  @Described.Unknown
  @ApiResponse(responseCode = "204", description = "Thawed")
  HttpResponse<Void> thawRegion(
      HttpRequest<?> http,
      String region,
      @Nullable @QueryValue String reason,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    known(region);
    Callers.check(requester, reason);
    if (!registry.freezes().thaw(region, actor(http, requester), reason)) {
      throw Refusal.notFound("not-frozen", "%s is not frozen.".formatted(region));
    }
    return HttpResponse.noContent();
  }

  private void known(String region) {
    if (!region.equals(FreezeStore.EVERYWHERE) && !settings.regions().contains(region)) {
      throw Refusal.badInput(
          List.of(
              new Fault(
                  "region",
                  "must be %s or one of %s"
                      .formatted(FreezeStore.EVERYWHERE, String.join(", ", settings.regions())))));
    }
  }

  private static Actor actor(HttpRequest<?> http, String requester) {
    return new Actor(new Requester(requester, RequestIds.of(http)), null);
  }

  private static FreezeView view(Freeze freeze) {
    return new FreezeView(freeze.region(), freeze.actor(), freeze.reason(), freeze.frozenAt());
  }
}
