package dev.berth.starter.host;

import dev.berth.client.api.HostView;
import dev.berth.client.api.HostWish;
import dev.berth.client.api.OperationView;
import dev.berth.model.HostState;
import dev.berth.model.Requester;
import dev.berth.model.SlotState;
import dev.berth.registry.Registry;
import dev.berth.registry.core.OccupiedSlot;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.starter.host.HostRuns.Asked;
import dev.berth.starter.operation.OperationViews;
import dev.berth.starter.problem.Callers;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.problem.RequestIds;
import dev.berth.workflows.launch.Run;
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
import java.util.stream.Collectors;

/** What operators may do to a host. */
@Tag(name = "hosts")
@Controller("/v1/hosts/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
class HostVerbsController {
  private final Registry registry;
  private final HostRuns runs;
  private final OperationViews views;

  HostVerbsController(Registry registry, HostRuns runs, OperationViews views) {
    this.registry = registry;
    this.runs = runs;
    this.views = views;
  }

  /**
   * Cordons a host: no core is placed on it until it is uncordoned. Those that hold a slot stay,
   * and a pool does not count it.
   *
   * @param id of the host
   * @param body why; may be left out
   * @param requester who asks, for the event log
   * @return the host as it is now
   */
  @Post("/cordon")
  @Described.Noted
  @Described.Unknown
  HostView cordonHost(
      HttpRequest<?> http,
      String id,
      @Nullable @Body HostWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    return cordon(http, id, true, wish(body, requester), requester);
  }

  /**
   * Ends a cordon: cores may be placed on the host again.
   *
   * @param id of the host
   * @param body why; may be left out
   * @param requester who asks, for the event log
   * @return the host as it is now
   */
  @Post("/uncordon")
  @Described.Noted
  @Described.Unknown
  HostView uncordonHost(
      HttpRequest<?> http,
      String id,
      @Nullable @Body HostWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    return cordon(http, id, false, wish(body, requester), requester);
  }

  /**
   * Retires a host on which nothing lives: its instances are terminated. Refused while a slot is
   * taken; then nothing is started.
   *
   * @param id of the host
   * @param body why; may be left out
   * @param requester who asks, for the event log
   * @return the operation that does it
   */
  @Post("/retire")
  @Described.Noted
  @Described.Unknown
  @Described.Conflict
  @ApiResponse(
      responseCode = "202",
      description = "It is under way: what follows is seen in the operation",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  HttpResponse<OperationView> retireHost(
      HttpRequest<?> http,
      String id,
      @Nullable @Body HostWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    HostWish wish = wish(body, requester);
    HostRecord host = there(id);
    List<OccupiedSlot> taken = registry.placements().occupied(List.of(id));
    if (!taken.isEmpty()) {
      throw Refusal.conflict(
          "host-in-use",
          "Host %s is in use by %s; nothing was started. Cordon it, and retire it when it is empty."
              .formatted(id, names(taken)));
    }
    return accepted(runs.retire(host, asked(http, requester, wish)));
  }

  /**
   * Replaces a host's instance, with its cores: a new one is launched, the old one is terminated,
   * and the cores are started again on the new one, at the same URLs. They are away from the end of
   * the old instance until then.
   *
   * @param id of the host
   * @param body why; may be left out
   * @param requester who asks, for the event log
   * @return the operation that does it
   */
  @Post("/replace")
  @Described.Noted
  @Described.Unknown
  @Described.Conflict
  @ApiResponse(
      responseCode = "202",
      description = "It is under way: what follows is seen in the operation",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  HttpResponse<OperationView> replaceHost(
      HttpRequest<?> http,
      String id,
      @Nullable @Body HostWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    HostWish wish = wish(body, requester);
    HostRecord host = there(id);
    if (host.state() != HostState.READY) {
      throw Refusal.conflict(
          "host-not-ready",
          "Host %s is %s: only a ready host has an instance to replace. Nothing was started."
              .formatted(id, host.state().word()));
    }
    if (host.used() == 0) {
      throw Refusal.conflict(
          "host-empty",
          "No slot is taken on host %s: retire it, and the next core gets another one. Nothing was started."
              .formatted(id));
    }
    return accepted(runs.replace(host, asked(http, requester, wish)));
  }

  private HostView cordon(
      HttpRequest<?> http, String id, boolean cordoned, HostWish wish, String requester) {
    Actor actor = new Actor(new Requester(requester, RequestIds.of(http)), null);
    there(id);
    HostRecord host = registry.hosts().cordon(id, cordoned, actor, wish.reason()).orElseThrow();
    return HostViews.of(host, registry.placements().occupied(List.of(id)));
  }

  private static HostWish wish(@Nullable HostWish body, String requester) {
    HostWish wish = Objects.requireNonNullElse(body, HostWish.OPEN);
    Callers.check(requester, wish.reason());
    return wish;
  }

  private static Asked asked(HttpRequest<?> http, String requester, HostWish wish) {
    return new Asked(
        requester, RequestIds.of(http), Objects.requireNonNullElse(wish.reason(), "asked for"));
  }

  private HostRecord there(String id) {
    HostRecord host =
        registry
            .hosts()
            .find(id)
            .orElseThrow(
                () -> Refusal.notFound("no-such-host", "There is no host '%s'.".formatted(id)));
    if (host.state().gone()) {
      throw Refusal.notFound(
          "host-gone", "Host %s is %s; nothing was changed.".formatted(id, host.state().word()));
    }
    return host;
  }

  private HttpResponse<OperationView> accepted(Run run) {
    return HttpResponse.<OperationView>accepted(URI.create("/v1/operations/" + run.operationId()))
        .body(views.accepted(run));
  }

  private static String names(List<OccupiedSlot> taken) {
    return taken.stream()
        .map(s -> s.customer() + "/" + s.environment() + (isHeld(s) ? "" : " (quarantined)"))
        .collect(Collectors.joining(", "));
  }

  private static boolean isHeld(OccupiedSlot slot) {
    return slot.state() == SlotState.HELD;
  }
}
