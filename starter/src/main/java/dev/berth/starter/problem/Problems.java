package dev.berth.starter.problem;

import dev.berth.client.api.Problem;
import dev.berth.client.api.Problem.Fault;
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
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whatever the framework refuses (no such route, a body that is no JSON), in the same form. */
@Singleton
@Replaces(ErrorResponseProcessor.class)
final class Problems implements ErrorResponseProcessor<Problem> {
  private static final Pattern LAYERS =
      Pattern.compile(
          "^Failed to convert argument \\[\\w+] for value \\[.*?] due to: "
              + "| encountered during deserialization of type.*|\\n at \\[Source.*");

  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpStatus status = response.status();
    boolean ours = status.getCode() >= 500;
    List<Fault> faults = ours ? List.of() : faults(context);
    String detail =
        ours
            ? Refusal.BROKEN
            : "%s %s was refused. What is wrong is listed under errors."
                .formatted(context.getRequest().getMethodName(), context.getRequest().getPath());
    return response
        .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
        .body(
            Problem.of(
                status.getCode(),
                status.getReason(),
                status == HttpStatus.BAD_REQUEST
                    ? "bad-input"
                    : status.getReason().toLowerCase(Locale.ROOT).replace(' ', '-'),
                detail,
                faults));
  }

  private static List<Fault> faults(ErrorContext context) {
    return context.getRootCause().orElse(null) instanceof ConstraintViolationException broken
        ? broken.getConstraintViolations().stream().map(Problems::fault).toList()
        : context.getErrors().stream().map(Problems::fault).toList();
  }

  /** Where: the last name in the path, that of the parameter. */
  private static Fault fault(ConstraintViolation<?> violation) {
    String field = "";
    for (Path.Node node : violation.getPropertyPath()) {
      field = node.getName();
    }
    return new Fault(field, violation.getMessage());
  }

  /** In the words of whoever read the body, without the layers around it. */
  private static Fault fault(Error error) {
    return new Fault(
        error.getPath().map(path -> path.substring(1)).orElse("request"),
        LAYERS.matcher(error.getMessage()).replaceAll(""));
  }
}
