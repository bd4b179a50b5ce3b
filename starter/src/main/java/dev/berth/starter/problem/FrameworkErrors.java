package dev.berth.starter.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.client.api.Problem;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ProblemCode;
import io.micronaut.context.annotation.Replaces;
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
    boolean internal = status.getCode() >= 500;
    List<Fault> faults = internal ? List.of() : faults(context);
    String detail =
        internal
            ? Refusal.INTERNAL_ERROR
            : "%s %s was refused. What is wrong is listed under errors."
                .formatted(context.getRequest().getMethodName(), context.getRequest().getPath());
    return response
        .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
        .body(Problem.of(status.getCode(), status.getReason(), code(status), detail, faults));
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
