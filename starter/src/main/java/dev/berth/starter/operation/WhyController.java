package dev.berth.starter.operation;

import dev.berth.client.api.ProblemCode;
import dev.berth.client.api.WhyView;
import dev.berth.model.CoreKey;
import dev.berth.starter.key.ChecksCustomer;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Names;
import dev.berth.starter.problem.Refusal;
import dev.berth.workflows.operation.WorkflowIds;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Explains why an operation has not ended. */
@Tag(name = "operations")
@Controller("/v1")
@ApiDoc.Routes
class WhyController {
  private final LiveOperations operations;
  private final Why why;

  WhyController(LiveOperations operations, Why why) {
    this.operations = operations;
    this.why = why;
  }

  /**
   * Says what the newest operation on a core waits for, and which verb helps.
   *
   * @param customer the caller's own stable key of the customer
   * @param environment of the core
   * @return why
   */
  @Get("/cores/{customer}/{environment}/why")
  @Secured(Scopes.READ)
  @ApiDoc.NotFound
  WhyView whyCore(String customer, String environment) {
    CoreKey key = new CoreKey(customer, environment);
    Names.check(key);
    return operations
        .newestOf(customer, environment, WorkflowIds.core(key))
        .map(why::of)
        .orElseThrow(
            () ->
                Refusal.of(
                    ProblemCode.NO_SUCH_CORE, "No core %s has been requested yet.".formatted(key)));
  }

  /**
   * Says what an operation waits for, and which verb helps.
   *
   * @param id of the operation
   * @return why
   */
  @Get("/operations/{id}/why")
  @Secured(Scopes.READ)
  @ChecksCustomer
  @ApiDoc.NotFound
  WhyView whyOperation(String id, @Parameter(hidden = true) Authentication caller)
      throws InterruptedException {
    return why.of(operations.known(id, caller));
  }
}
