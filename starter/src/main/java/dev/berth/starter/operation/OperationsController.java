package dev.berth.starter.operation;

import dev.berth.client.api.ListResponse;
import dev.berth.client.api.OperationView;
import dev.berth.starter.page.Page;
import dev.berth.starter.problem.ApiDoc;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** What was done, and what is under way. */
@Tag(name = "operations")
@Controller("/v1/operations")
@ApiDoc.Routes
class OperationsController {
  private final LiveOperations operations;
  private final LongPoll poll;

  OperationsController(LiveOperations operations, LongPoll poll) {
    this.operations = operations;
    this.poll = poll;
  }

  /**
   * Lists operations that have placed, newest first.
   *
   * @param after what {@code next} said on the page before; left out for the first page
   * @param limit at most so many
   * @return one page
   */
  @Get
  ListResponse.Operations listOperations(
      @Nullable @QueryValue String after,
      @QueryValue(defaultValue = Page.LIMIT) @Min(1) @Max(Page.MOST) int limit) {
    Page<OperationView> page =
        Page.cut(
            operations.newest(Page.after(after, LiveOperations.UUID), limit + 1),
            limit,
            OperationView::id);
    return new ListResponse.Operations(page.items(), page.next());
  }

  /**
   * Shows an operation, and where it is while it runs.
   *
   * @param id of the operation
   * @param wait answer when the operation has ended, or after this time, such as {@code 30s}; 60
   *     seconds at most
   * @return the operation
   */
  @Get("/{id}")
  @ApiDoc.NotFound
  OperationView showOperation(String id, @QueryValue(defaultValue = "0s") String wait)
      throws InterruptedException {
    return poll.until(wait, () -> operations.known(id), Optional::of);
  }
}
