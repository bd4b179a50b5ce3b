package dev.berth.starter.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.client.api.Problem;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ProblemCode;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Micronaut itself refuses (no such path, a body that is not JSON), as a problem. */
@Singleton
@Replaces(ErrorResponseProcessor.class)
final class FrameworkErrors implements ErrorResponseProcessor<Problem> {
  private static final Set<ProblemCode> CODES =
      EnumSet.of(
          ProblemCode.NO_SUCH_PATH,
          ProblemCode.METHOD_NOT_ALLOWED,
          ProblemCode.NOT_ACCEPTABLE,
          ProblemCode.BODY_TOO_LARGE,
          ProblemCode.UNSUPPORTED_MEDIA_TYPE);

  private static final Pattern LAYERS =
      Pattern.compile(
          "^Failed to convert argument \\[\\w+] for value \\[.*?] due to: "
              + "| encountered during deserialization of type.*|\\n at \\[Source.*");

  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpStatus status = response.status();
    ProblemCode code = code(status);
    String detail = detail(code, context.getRequest(), response);
    List<Fault> faults = code == ProblemCode.BAD_INPUT ? faults(context) : List.of();
    return response
        .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
        .body(Problem.of(status.getCode(), status.getReason(), code, detail, faults));
  }

  private static String detail(
      ProblemCode code, HttpRequest<?> request, MutableHttpResponse<?> response) {
    return switch (code) {
      case NO_SUCH_PATH ->
          "The API has no path %s. GET /openapi.yml describes all paths."
              .formatted(request.getPath());
      case METHOD_NOT_ALLOWED ->
          "%s does not take %s. It takes %s."
              .formatted(
                  request.getPath(),
                  request.getMethodName(),
                  response
                      .getHeaders()
                      .get(HttpHeaders.ALLOW, String.class, "")
                      .replaceAll(", *", ", "));
      case NOT_ACCEPTABLE -> "The API answers with JSON only: accept application/json.";
      case BODY_TOO_LARGE -> "The body is larger than any request can be.";
      case UNSUPPORTED_MEDIA_TYPE ->
          "The body must be JSON, with the header Content-Type: application/json.";
      case INTERNAL_ERROR -> Refusal.INTERNAL_ERROR;
      default -> Refusal.INVALID;
    };
  }

  private static ProblemCode code(HttpStatus status) {
    return CODES.stream()
        .filter(code -> code.status() == status.getCode())
        .findAny()
        .orElse(status.getCode() >= 500 ? ProblemCode.INTERNAL_ERROR : ProblemCode.BAD_INPUT);
  }

  private static List<Fault> faults(ErrorContext context) {
    for (Throwable cause = context.getRootCause().orElse(null);
        cause != null;
        cause = cause.getCause()) {
      if (cause instanceof ConstraintViolationException broken) {
        return broken.getConstraintViolations().stream().map(FrameworkErrors::fault).toList();
      }
      if (cause instanceof JsonProcessingException body) {
        return List.of(BodyFaults.of(body));
      }
    }
    return context.getErrors().stream().map(FrameworkErrors::fault).toList();
  }

  /** The field is the last name in the path, that of the parameter. */
  private static Fault fault(ConstraintViolation<?> violation) {
    String field = "";
    for (Path.Node node : violation.getPropertyPath()) {
      field = node.getName();
    }
    return new Fault(field, violation.getMessage());
  }

  /** The deserializer's message, without those wrapped around it. */
  private static Fault fault(Error error) {
    return new Fault(
        error.getPath().map(path -> path.substring(1)).orElse("request"),
        LAYERS.matcher(error.getMessage()).replaceAll(""));
  }
}
