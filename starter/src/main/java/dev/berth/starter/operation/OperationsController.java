package dev.berth.starter.operation;

import dev.berth.client.api.ListResponse;
import dev.berth.client.api.OperationView;
import dev.berth.model.FailureType;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.registry.operation.OperationQuery;
import dev.berth.starter.key.ChecksCustomer;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.page.Filters;
import dev.berth.starter.page.Page;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.region.Regions;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Parameter;
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
  private final Regions regions;

  OperationsController(LiveOperations operations, LongPoll poll, Regions regions) {
    this.operations = operations;
    this.poll = poll;
    this.regions = regions;
  }

  /**
   * Lists operations that have placed, newest first.
   *
   * @param state of the operations; {@code held}, {@code frozen} and {@code unwinding} appear about
   *     a second late
   * @param reason why they are held, or did not end as asked, such as {@code denied}
   * @param kind of the operations
   * @param customer on whose cores they work
   * @param environment of the cores that they work on
   * @param region that they work in, or {@code default}
   * @param host that they work on
   * @param since they began at this time or later; also a duration before now, such as {@code 30m}
   * @param after what {@code next} said on the page before; left out for the first page
   * @param limit at most so many
   * @return one page
   */
  @Get
  @Secured(Scopes.READ)
  ListResponse.Operations listOperations(
      @Nullable @QueryValue String state,
      @Nullable @QueryValue String reason,
      @Nullable @QueryValue String kind,
      @Nullable @QueryValue String customer,
      @Nullable @QueryValue String environment,
      @Nullable @QueryValue String region,
      @Nullable @QueryValue String host,
      @Nullable @QueryValue String since,
      @Nullable @QueryValue String after,
      @QueryValue(defaultValue = Page.LIMIT) @Min(1) @Max(Page.MOST) int limit) {
    Filters filters = new Filters(regions);
    OperationQuery query =
        new OperationQuery(
            filters.word(OperationState.class, "state", state),
            word(filters.word(FailureType.class, "reason", reason)),
            filters.word(OperationKind.class, "kind", kind),
            filters.slug("customer", customer),
            filters.slug("environment", environment),
            filters.region(region),
            filters.host(host),
            filters.since(since));
    filters.check();
    Page<OperationView> page =
        Page.cut(
            operations.newest(query, Page.after(after, LiveOperations.UUID), limit + 1),
            limit,
            OperationView::id);
    return new ListResponse.Operations(page.items(), page.next());
  }

  private static @Nullable String word(@Nullable FailureType reason) {
    return reason == null ? null : reason.word();
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
  @Secured({Scopes.READ, Scopes.SIGNUP})
  @ChecksCustomer
  @ApiDoc.NotFound
  OperationView showOperation(
      String id,
      @QueryValue(defaultValue = "0s") String wait,
      @Parameter(hidden = true) Authentication caller)
      throws InterruptedException {
    return poll.until(wait, () -> operations.known(id, caller), Optional::of);
  }
}
