package dev.berth.starter.core;

import static java.util.Comparator.naturalOrder;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreRequest;
import dev.berth.client.api.CustomerReport;
import dev.berth.client.api.CustomerRequest;
import dev.berth.client.api.Problem;
import dev.berth.model.CoreKey;
import dev.berth.model.Requester;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.ErrorHandler;
import dev.berth.workflows.core.DeployRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;

/** Customers: each has a development and a production core. */
@Tag(name = "customers")
@Controller("/v1/customers")
@ApiDoc.Routes
class CustomersController {
  private static final List<String> ENVIRONMENTS = List.of("development", "production");

  private final Checks checks;
  private final Cores cores;

  CustomersController(Checks checks, Cores cores) {
    this.checks = checks;
    this.cores = cores;
  }

  /**
   * Deploys a customer's development and production core. The request is idempotent. A refusal of
   * one does not affect the other: the answer reports on each, and has the highest status of the
   * two.
   *
   * @param customer the caller's own stable key of the customer
   * @param body for both; may be left out
   */
  @Put("/{customer}")
  @Secured(Scopes.SIGNUP)
  @ApiDoc.Audited
  @ApiResponse(
      responseCode = "200",
      description = "Both are ready already",
      content = @Content(schema = @Schema(implementation = CustomerReport.class)))
  @ApiResponse(
      responseCode = "202",
      description = "None was refused, and at least one was accepted or joined",
      content = @Content(schema = @Schema(implementation = CustomerReport.class)))
  @ApiResponse(
      responseCode = "409",
      description =
          "One conflicts with the present state or with an operation under way; the other was accepted or is ready",
      content = @Content(schema = @Schema(implementation = CustomerReport.class)))
  @ApiResponse(
      responseCode = "503",
      description = "A system that Berth needs does not answer; ask again after Retry-After",
      content = @Content(schema = @Schema(implementation = CustomerReport.class)))
  @ApiResponse(
      responseCode = "500",
      description = "Berth failed; its log has the cause",
      content = @Content(schema = @Schema(implementation = CustomerReport.class)))
  HttpResponse<CustomerReport> deployCustomer(
      HttpRequest<?> http,
      String customer,
      @Nullable @Body CustomerRequest body,
      @Parameter(hidden = true) Requester requester) {
    CustomerRequest both = Objects.requireNonNullElse(body, CustomerRequest.OPEN);
    CoreRequest each = new CoreRequest(both.region(), null, both.version());
    List<DeployRequest> requests =
        ENVIRONMENTS.stream()
            .map(environment -> new CoreKey(customer, environment))
            .map(key -> checks.request(key, each, requester))
            .toList();
    List<CoreReport> reports = requests.stream().map(request -> deploy(http, request)).toList();
    int status =
        reports.stream().map(CustomersController::status).max(naturalOrder()).orElseThrow();
    return ErrorHandler.withRetryAfter(
        HttpResponse.<CustomerReport>status(HttpStatus.valueOf(status))
            .body(new CustomerReport(customer, reports)));
  }

  private CoreReport deploy(HttpRequest<?> http, DeployRequest request) {
    try {
      return cores.deploy(request);
    } catch (RuntimeException error) {
      Problem problem = ErrorHandler.problem(http, error);
      return new CoreReport(cores.refused(request), null, problem);
    }
  }

  /** The status that the request for this core alone would have had. */
  private static int status(CoreReport report) {
    if (report.problem() != null) {
      return report.problem().status();
    }
    return (report.operation() == null ? HttpStatus.OK : HttpStatus.ACCEPTED).getCode();
  }
}
