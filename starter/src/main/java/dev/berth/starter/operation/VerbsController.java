package dev.berth.starter.operation;

import dev.berth.client.api.OperationView;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.VerbWish;
import dev.berth.starter.problem.Callers;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.problem.RequestIds;
import dev.berth.starter.temporal.Runs;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;

/** What operators may do to an operation that runs. */
@Tag(name = "operations")
@Controller("/v1/operations/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
class VerbsController {
  private static final List<String> VERBS = List.of("cancel", "retry", "skip", "abort");

  private final LiveOperations operations;
  private final Runs runs;

  VerbsController(LiveOperations operations, Runs runs) {
    this.operations = operations;
    this.runs = runs;
  }

  /**
   * Gives an operation a verb. {@code cancel} takes everything back, and is refused when the
   * operation is being unwound already, is past its point of no return, or has ended. The others
   * need an operation that is held: {@code retry} runs the held step once more, {@code skip} goes
   * on without it where later steps do not need its result, {@code abort} takes everything back.
   * What is refused changes nothing.
   *
   * @param id of the operation
   * @param verb {@code cancel}, {@code retry}, {@code skip} or {@code abort}
   * @param body why, and which step was seen held; may be left out
   * @param requester who asks, for the event log
   * @return the operation; its receipt is there once it has ended
   */
  @Post("/{verb}")
  @Described.Noted
  @Described.Unknown
  @Described.Conflict
  @ApiResponse(
      responseCode = "202",
      description = "Taken: what follows is seen in the operation",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  HttpResponse<OperationView> tellOperation(
      HttpRequest<?> http,
      String id,
      String verb,
      @Nullable @Body VerbWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester)
      throws InterruptedException {
    if (!VERBS.contains(verb)) {
      throw Refusal.badInput(List.of(new Fault("verb", "must be one of " + VERBS)));
    }
    VerbWish wish = Objects.requireNonNullElse(body, VerbWish.OPEN);
    Callers.check(requester, wish.reason());
    OperationView operation = operations.known(id);
    if (operation.ended()) {
      throw Refusal.conflict(
          "ended",
          "Operation %s has ended (%s); nothing was changed.".formatted(id, operation.state()));
    }
    runs.tell(
        operation.temporal().workflowId(),
        id,
        verb,
        new Command(requester, RequestIds.of(http), wish.reason(), wish.step()));
    return HttpResponse.accepted().body(operations.known(id));
  }
}
