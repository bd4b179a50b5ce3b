package dev.berth.starter.core;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.CoreWish;
import dev.berth.client.api.Listing;
import dev.berth.starter.operation.LongPoll;
import dev.berth.starter.page.Page;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.RequestIds;
import dev.berth.model.CoreKey;
import dev.berth.workflows.core.DeployRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** Cores: one per customer and environment. */
@Tag(name = "cores")
@Controller("/v1/cores")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
class CoresController {
  private final Checks checks;
  private final Cores cores;
  private final LongPoll poll;

  CoresController(Checks checks, Cores cores, LongPoll poll) {
    this.checks = checks;
    this.cores = cores;
    this.poll = poll;
  }

  /**
   * Asks for a core. Asking again is safe: it joins the operation under way, and finds the core
   * that is ready.
   *
   * @param customer the caller's own stable key for who signed up
   * @param environment {@code development}, {@code production}, or another slug
   * @param body what is asked; may be left out
   * @param requester who asks, for the event log
   */
  @Put("/{customer}/{environment}")
  @Described.Noted
  @Described.Conflict
  @ApiResponse(
      responseCode = "202",
      description = "Accepted, or joined; Location names the operation",
      content = @Content(schema = @Schema(implementation = CoreReport.class)))
  @ApiResponse(
      responseCode = "200",
      description = "Ready already",
      content = @Content(schema = @Schema(implementation = CoreReport.class)))
  HttpResponse<CoreReport> deployCore(
      HttpRequest<?> http,
      String customer,
      String environment,
      @Nullable @Body CoreWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    DeployRequest request =
        checks.request(
            new CoreKey(customer, environment),
            Objects.requireNonNullElse(body, CoreWish.OPEN),
            requester,
            RequestIds.of(http));
    CoreReport report = cores.ask(request);
    return report.operation() == null
        ? HttpResponse.ok(report)
        : HttpResponse.<CoreReport>accepted(URI.create("/v1/operations/" + report.operation().id()))
            .body(report);
  }

  /**
   * Lists the cores that are there or on their way, by customer and environment.
   *
   * @param after what {@code next} said on the page before; left out for the first page
   * @param limit at most so many
   * @return one page
   */
  @Get
  Listing.Cores listCores(
      @Nullable @QueryValue String after,
      @QueryValue(defaultValue = Page.LIMIT) @Min(1) @Max(Page.MOST) int limit) {
    Page<CoreView> page = cores.list(after, limit);
    return new Listing.Cores(page.items(), page.next());
  }

  /**
   * Shows a core and its newest operation, and where that is while it runs.
   *
   * @param customer the caller's own stable key for who signed up
   * @param environment of the core
   * @param wait answer when the operation has ended, or after this time, such as {@code 30s}; 60
   *     seconds at most
   * @return the core
   */
  @Get("/{customer}/{environment}")
  @Described.Unknown
  CoreReport showCore(
      String customer, String environment, @QueryValue(defaultValue = "0s") String wait)
      throws InterruptedException {
    CoreKey key = new CoreKey(customer, environment);
    Checks.name(key);
    return poll.until(wait, () -> cores.show(key), core -> Optional.ofNullable(core.operation()));
  }
}
