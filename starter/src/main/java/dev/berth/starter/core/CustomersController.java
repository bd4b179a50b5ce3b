package dev.berth.starter.core;

import static java.util.Comparator.naturalOrder;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreWish;
import dev.berth.client.api.CustomerReport;
import dev.berth.client.api.CustomerReport.Result;
import dev.berth.client.api.CustomerWish;
import dev.berth.client.api.Problem;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.RequestIds;
import dev.berth.starter.problem.Troubles;
import dev.berth.model.CoreKey;
import dev.berth.workflows.core.DeployRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;

/** Customers: who signs up gets a development and a production core. */
@Tag(name = "customers")
@Controller("/v1/customers")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
class CustomersController {
  private static final List<String> ENVIRONMENTS = List.of("development", "production");

  private final Checks checks;
  private final Cores cores;

  CustomersController(Checks checks, Cores cores) {
    this.checks = checks;
    this.cores = cores;
  }

  /**
   * Asks for a customer's development and production core. Asking again is safe. One that is
   * refused does not keep the other one back: the answer has a result for each, and the highest
   * status of the two.
   *
   * @param customer the caller's own stable key for who signed up
   * @param body what is asked of both; may be left out
   * @param requester who asks, for the event log
   */
  @Put("/{customer}")
  @Described.Noted
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
          "One was refused as contradicting what is there or under way; the other went on",
      content = @Content(schema = @Schema(implementation = CustomerReport.class)))
  @ApiResponse(
      responseCode = "503",
      description = "Something that one of them needs is away; ask again after Retry-After",
      content = @Content(schema = @Schema(implementation = CustomerReport.class)))
  HttpResponse<CustomerReport> deployCustomer(
      HttpRequest<?> http,
      String customer,
      @Nullable @Body CustomerWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    CustomerWish both = Objects.requireNonNullElse(body, CustomerWish.OPEN);
    CoreWish wish = new CoreWish(both.region(), null, both.version());
    List<DeployRequest> requests =
        ENVIRONMENTS.stream()
            .map(
                e -> checks.request(new CoreKey(customer, e), wish, requester, RequestIds.of(http)))
            .toList();
    List<Result> results = requests.stream().map(request -> ask(http, request)).toList();
    int status = results.stream().map(Result::status).max(naturalOrder()).orElseThrow();
    return Troubles.sayWhenToAskAgain(
        HttpResponse.<CustomerReport>status(HttpStatus.valueOf(status))
            .body(new CustomerReport(customer, results)));
  }

  private Result ask(HttpRequest<?> http, DeployRequest request) {
    String environment = request.key().environment();
    try {
      CoreReport report = cores.ask(request);
      HttpStatus status = report.operation() == null ? HttpStatus.OK : HttpStatus.ACCEPTED;
      return new Result(environment, status.getCode(), report.core(), report.operation(), null);
    } catch (RuntimeException trouble) {
      Problem problem = Troubles.problem(http, trouble);
      return new Result(environment, problem.status(), null, null, problem);
    }
  }
}
