package dev.berth.starter.operation;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProblemCode;
import dev.berth.client.api.VerbRequest;
import dev.berth.model.Requester;
import dev.berth.starter.key.ChecksCustomer;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Reasons;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.operation.OperatorCommand;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;

/** What operators may do to a running operation. */
@Tag(name = "operations")
@Controller("/v1/operations/{id}")
@ApiDoc.Routes
class VerbsController {
  private final LiveOperations operations;
  private final LiveRuns runs;

  VerbsController(LiveOperations operations, LiveRuns runs) {
    this.operations = operations;
    this.runs = runs;
  }

  /**
   * Sends a verb to an operation. {@code cancel} unwinds it, and is refused when the operation is
   * being unwound already, is past its point of no return, or has ended. The others need a held
   * operation: {@code retry} runs the held step once more, {@code skip} continues without it where
   * later steps do not need its result, {@code abort} unwinds the operation. A refused verb changes
   * nothing.
   *
   * @param id of the operation
   * @param verb {@code cancel}, {@code retry}, {@code skip} or {@code abort}
   * @param body the reason, and the step that was held; may be left out
   */
  @Post("/{verb:cancel|retry|skip|abort}")
  @Secured(Scopes.OPERATOR)
  @ChecksCustomer
  @ApiDoc.Command
  @ApiResponse(
      responseCode = "202",
      description = "The operation took the verb; it shows the effect",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  HttpResponse<Accepted> tellOperation(
      String id,
      String verb,
      @Nullable @Body VerbRequest body,
      @Parameter(hidden = true) Requester requester,
      @Parameter(hidden = true) Authentication caller)
      throws InterruptedException {
    VerbRequest request = Objects.requireNonNullElse(body, VerbRequest.OPEN);
    Reasons.check(request.reason());
    OperationView operation = operations.known(id, caller);
    if (operation.ended()) {
      throw Refusal.of(
          ProblemCode.ENDED,
          "Operation %s has ended (%s); nothing was changed.".formatted(id, operation.state()));
    }
    runs.tell(
        operation.temporal().workflowId(),
        id,
        verb,
        new OperatorCommand(requester, request.reason(), request.step()));
    if (verb.equals("cancel")) {
      runs.cancel(operation.temporal().workflowId(), id);
    }
    return Answers.accepted(new Accepted(operations.known(id), null, null));
  }
}
