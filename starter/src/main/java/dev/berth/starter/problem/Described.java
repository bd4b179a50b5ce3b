package dev.berth.starter.problem;

import dev.berth.client.api.Problem;
import io.micronaut.http.MediaType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What the description of the API says of many operations, said once. */
public @interface Described {
  /** Any operation can be asked wrongly, and meet something that is away. */
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "400",
      description = "What was asked is wrong; all faults are listed, and nothing was started",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "503",
      description = "Something that Berth needs is away; ask again after Retry-After",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @interface Problems {}

  /** Where there may be no such thing. */
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "404",
      description = "There is no such thing",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @interface Unknown {}

  /** Where it may not be the time for it. */
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "409",
      description = "Contradicts what is there or under way",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_PROBLEM,
              schema = @Schema(implementation = Problem.class)))
  @interface Conflict {}

  /** Where the event log notes the request. */
  @Retention(RetentionPolicy.RUNTIME)
  @Operation(
      parameters =
          @Parameter(
              name = RequestIds.HEADER,
              in = ParameterIn.HEADER,
              description =
                  "the caller's id of the request, for the event log; one is made when left out",
              schema = @Schema(type = "string")))
  @interface Noted {}
}
