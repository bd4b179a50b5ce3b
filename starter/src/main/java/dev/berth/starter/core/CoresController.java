package dev.berth.starter.core;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreRequest;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.Reason;
import dev.berth.model.CoreKey;
import dev.berth.model.CoreState;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.core.CoreQuery;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.operation.Answers;
import dev.berth.starter.operation.LongPoll;
import dev.berth.starter.page.Filters;
import dev.berth.starter.page.Page;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Names;
import dev.berth.starter.problem.Reasons;
import dev.berth.starter.region.Regions;
import dev.berth.workflows.core.DeployRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import java.util.Optional;

/** Cores: one per customer and environment. */
@Tag(name = "cores")
@Controller("/v1/cores")
@ApiDoc.Routes
class CoresController {
  private final Checks checks;
  private final Cores cores;
  private final LongPoll poll;
  private final Regions regions;

  CoresController(Checks checks, Cores cores, LongPoll poll, Regions regions) {
    this.checks = checks;
    this.cores = cores;
    this.poll = poll;
    this.regions = regions;
  }

  /**
   * Deploys a core. The request is idempotent: a repetition joins the operation under way, or finds
   * the core ready.
   *
   * @param customer the caller's own stable key of the customer
   * @param environment {@code development}, {@code production}, or another slug
   * @param body may be left out
   */
  @Put("/{customer}/{environment}")
  @Secured(Scopes.SIGNUP)
  @ApiDoc.Audited
  @ApiDoc.Conflict
  @ApiResponse(
      responseCode = "202",
      description = "Accepted, or joined; Location names the operation",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  @ApiResponse(
      responseCode = "200",
      description = "Ready already",
      content = @Content(schema = @Schema(implementation = CoreReport.class)))
  HttpResponse<?> deployCore(
      String customer,
      String environment,
      @Nullable @Body CoreRequest body,
      @Parameter(hidden = true) Requester requester) {
    DeployRequest request =
        checks.request(
            new CoreKey(customer, environment),
            Objects.requireNonNullElse(body, CoreRequest.OPEN),
            requester);
    CoreReport report = cores.deploy(request);
    return report.operation() == null
        ? HttpResponse.ok(report)
        : Answers.accepted(new Accepted(report.operation(), report.core(), null));
  }

  /**
   * Restarts the container of a core that is ready, on its host. The request is idempotent: a
   * repetition joins the restart under way. The core does not answer until it has started again.
   *
   * @param customer the caller's own stable key of the customer
   * @param environment of the core
   * @param body the reason; may be left out
   */
  @Post("/{customer}/{environment}/restart")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Command
  @ApiResponse(
      responseCode = "202",
      description = "Accepted, or joined; Location names the operation",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  HttpResponse<Accepted> restartCore(
      String customer,
      String environment,
      @Nullable @Body Reason body,
      @Parameter(hidden = true) Requester requester) {
    return operate(OperationKind.RESTART_CORE, customer, environment, body, requester);
  }

  private HttpResponse<Accepted> operate(
      OperationKind kind,
      String customer,
      String environment,
      @Nullable Reason body,
      Requester requester) {
    CoreKey key = new CoreKey(customer, environment);
    Names.check(key);
    return Answers.accepted(cores.operate(kind, key, Reasons.of(body), requester));
  }

  /**
   * Lists cores, by customer and environment. Absent ones are left out unless {@code state} asks
   * for them.
   *
   * @param state of the cores
   * @param customer whose cores
   * @param plan of the cores
   * @param region that the cores are in, or {@code default}
   * @param host that the cores hold a slot of
   * @param since the cores were first asked for at this time or later; also a duration before now,
   *     such as {@code 30m}
   * @param after what {@code next} said on the page before; left out for the first page
   * @param limit at most so many
   * @return one page
   */
  @Get
  @Secured(Scopes.READ)
  ListResponse.Cores listCores(
      @Nullable @QueryValue String state,
      @Nullable @QueryValue String customer,
      @Nullable @QueryValue String plan,
      @Nullable @QueryValue String region,
      @Nullable @QueryValue String host,
      @Nullable @QueryValue String since,
      @Nullable @QueryValue String after,
      @QueryValue(defaultValue = Page.LIMIT) @Min(1) @Max(Page.MOST) int limit) {
    Filters filters = new Filters(regions);
    CoreQuery query =
        new CoreQuery(
            filters.word(CoreState.class, "state", state),
            filters.slug("customer", customer),
            filters.word(Plan.class, "plan", plan),
            filters.region(region),
            filters.host(host),
            filters.since(since));
    filters.check();
    Page<CoreView> page = cores.list(query, after, limit);
    return new ListResponse.Cores(page.items(), page.next());
  }

  /**
   * Shows a core and its newest operation, and where that is while it runs.
   *
   * @param customer the caller's own stable key of the customer
   * @param environment of the core
   * @param wait answer when the operation has ended, or after this time, such as {@code 30s}; 60
   *     seconds at most
   * @return the core
   */
  @Get("/{customer}/{environment}")
  @Secured({Scopes.READ, Scopes.SIGNUP})
  @ApiDoc.NotFound
  CoreReport showCore(
      String customer, String environment, @QueryValue(defaultValue = "0s") String wait)
      throws InterruptedException {
    CoreKey key = new CoreKey(customer, environment);
    Names.check(key);
    return poll.until(wait, () -> cores.show(key), core -> Optional.ofNullable(core.operation()));
  }
}
