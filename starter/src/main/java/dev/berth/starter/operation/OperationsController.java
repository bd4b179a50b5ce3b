package dev.berth.starter.operation;

import dev.berth.starter.api.Listing;
import dev.berth.starter.api.OperationView;
import dev.berth.starter.problem.Refusal;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.regex.Pattern;

/** What was done, and what is under way. */
@Tag(name = "operations")
@Controller("/v1/operations")
@ExecuteOn(TaskExecutors.BLOCKING)
class OperationsController {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final LiveOperations operations;

  OperationsController(LiveOperations operations) {
    this.operations = operations;
  }

  /**
   * Lists operations that have placed, newest first.
   *
   * @param limit at most so many
   */
  @Get
  Listing.Operations listOperations(@QueryValue(defaultValue = "50") @Min(1) @Max(500) int limit) {
    return new Listing.Operations(operations.newest(limit));
  }

  /**
   * Shows an operation, and where it is while it runs.
   *
   * @param id of the operation
   */
  @Get("/{id}")
  OperationView showOperation(String id) throws InterruptedException {
    Refusal unknown =
        Refusal.notFound("no-such-operation", "There is no operation '%s'.".formatted(id));
    if (!UUID.matcher(id).matches()) {
      throw unknown;
    }
    return operations.find(id).orElseThrow(() -> unknown);
  }
}
