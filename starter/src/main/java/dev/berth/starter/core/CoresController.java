package dev.berth.starter.core;

import dev.berth.registry.Registry;
import dev.berth.registry.core.CoreRecord;
import dev.berth.starter.api.CoreReport;
import dev.berth.starter.api.CoreWish;
import dev.berth.starter.api.Listing;
import dev.berth.starter.api.Problem;
import dev.berth.starter.operation.LiveOperations;
import dev.berth.starter.operation.OperationViews;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.problem.RequestIds;
import dev.berth.starter.temporal.Run;
import dev.berth.workflows.core.CoreKey;
import dev.berth.workflows.core.DeployRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** Cores: one per customer and environment. */
@Tag(name = "cores")
@Controller("/v1/cores")
@ExecuteOn(TaskExecutors.BLOCKING)
class CoresController {
  private final Checks checks;
  private final Deployments deployments;
  private final LiveOperations operations;
  private final OperationViews views;
  private final Registry registry;

  CoresController(
      Checks checks,
      Deployments deployments,
      LiveOperations operations,
      OperationViews views,
      Registry registry) {
    this.checks = checks;
    this.deployments = deployments;
    this.operations = operations;
    this.views = views;
    this.registry = registry;
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
  @Parameter(
      name = RequestIds.HEADER,
      in = ParameterIn.HEADER,
      description = "the caller's id of the request, for the event log; one is made when left out",
      schema = @Schema(implementation = String.class))
  @ApiResponse(
      responseCode = "202",
      description = "Accepted, or joined; Location names the operation",
      content = @Content(schema = @Schema(implementation = CoreReport.class)))
  @ApiResponse(
      responseCode = "200",
      description = "Ready already",
      content = @Content(schema = @Schema(implementation = CoreReport.class)))
  @ApiResponse(
      responseCode = "400",
      description = "Refused with all faults; nothing was started",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "409",
      description = "Contradicts what is there or under way",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "503",
      description = "Temporal or the registry is away; ask again",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  HttpResponse<CoreReport> deployCore(
      HttpRequest<?> http,
      String customer,
      String environment,
      @Nullable @Body CoreWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    CoreKey key = new CoreKey(customer, environment);
    DeployRequest request =
        checks.request(
            key, Objects.requireNonNullElse(body, CoreWish.OPEN), requester, RequestIds.of(http));
    Optional<CoreRecord> core = registry.cores().find(customer, environment);
    if (core.isPresent() && isReady(core.get())) {
      Readiness.refuseChange(core.get(), request);
      return HttpResponse.ok(new CoreReport(CoreViews.of(core.get()), null));
    }
    Run run = deployments.start(request);
    return HttpResponse.<CoreReport>accepted(URI.create("/v1/operations/" + run.operationId()))
        .body(CoreViews.report(core, views.accepted(run)));
  }

  /** Lists the cores that are there or on their way. */
  @Get
  Listing.Cores listCores() {
    return new Listing.Cores(registry.cores().list().stream().map(CoreViews::of).toList());
  }

  /**
   * Shows a core and its newest operation, and where that is while it runs.
   *
   * @param customer the caller's own stable key for who signed up
   * @param environment of the core
   */
  @Get("/{customer}/{environment}")
  CoreReport showCore(String customer, String environment) {
    CoreKey key = new CoreKey(customer, environment);
    Checks.name(key);
    Optional<CoreRecord> core = registry.cores().find(customer, environment);
    if (core.filter(CoresController::isReady).isPresent()) {
      return new CoreReport(
          CoreViews.of(core.get()), operations.remembered(customer, environment).orElse(null));
    }
    return operations
        .newestOf(customer, environment, key.workflowId())
        .map(operation -> CoreViews.report(core, operation))
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "no-such-core", "Nobody has asked for a core %s yet.".formatted(key)));
  }

  private static boolean isReady(CoreRecord core) {
    return core.state().equals("ready");
  }
}
