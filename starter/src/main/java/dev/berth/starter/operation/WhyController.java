package dev.berth.starter.operation;

import dev.berth.client.api.WhyView;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.Refusal;
import dev.berth.model.CoreKey;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Why something is not ready yet. */
@Tag(name = "operations")
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
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
   * @param customer the caller's own stable key for who signed up
   * @param environment of the core
   * @return why
   */
  @Get("/cores/{customer}/{environment}/why")
  @Described.Unknown
  WhyView whyCore(String customer, String environment) {
    CoreKey key = new CoreKey(customer, environment);
    return operations
        .newestOf(customer, environment, key.workflowId())
        .map(why::of)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "no-such-core", "Nobody has asked for a core %s yet.".formatted(key)));
  }

  /**
   * Says what an operation waits for, and which verb helps.
   *
   * @param id of the operation
   * @return why
   */
  @Get("/operations/{id}/why")
  @Described.Unknown
  WhyView whyOperation(String id) throws InterruptedException {
    return why.of(operations.known(id));
  }
}
