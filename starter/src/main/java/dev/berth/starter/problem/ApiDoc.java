package dev.berth.starter.problem;

import dev.berth.client.api.Problem;
import dev.berth.model.Requester;
import io.micronaut.http.MediaType;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Parts of the OpenAPI description that many operations share. */
public @interface ApiDoc {
  /** The header that names the person or program on whose behalf the caller asks. */
  String REQUESTER = "X-Requester";

  /** On every controller: its operations may block, and may answer 400, 403 and 503. */
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "400",
      description = "The request is wrong; every fault is listed, and nothing was started",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "403",
      description =
          "The key may not do this, or a web page of another site asked; nothing was started",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "503",
      description = "A system that Berth needs does not answer; ask again after Retry-After",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @interface Routes {}

  /** The operation may answer 404. */
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "404",
      description = "It does not exist",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @interface NotFound {}

  /** The operation may answer 409. */
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "409",
      description = "The request conflicts with the present state or with an operation under way",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @interface Conflict {}

  /** A command on something that exists already: recorded, and may answer 404 and 409. */
  @Retention(RetentionPolicy.RUNTIME)
  @Audited
  @NotFound
  @Conflict
  @interface Command {}

  /** The event log records the operation's {@link Requester}. */
  @Retention(RetentionPolicy.RUNTIME)
  @Operation(
      parameters = {
        @Parameter(
            name = REQUESTER,
            in = ParameterIn.HEADER,
            description =
                "the person or program on whose behalf the caller asks, for the event log: it follows the key's name there",
            schema = @Schema(type = "string")),
        @Parameter(
            name = RequestIds.HEADER,
            in = ParameterIn.HEADER,
            description =
                "the caller's id of the request, for the event log; generated when left out",
            schema = @Schema(type = "string"))
      })
  @interface Audited {}
}
