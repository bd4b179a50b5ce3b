package dev.berth.starter.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.berth.client.api.Problem.Fault;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;

/** Says which field of a body is wrong, and what it must be. */
final class BodyFaults {
  private static final String BODY = "body";

  private BodyFaults() {}

  static Fault of(JsonProcessingException error) {
    return switch (error) {
      case UnrecognizedPropertyException unknown ->
          new Fault(
              unknown.getPropertyName(),
              "is not a field of this request, which has "
                  + unknown.getKnownPropertyIds().stream()
                      .map(Object::toString)
                      .sorted()
                      .collect(Collectors.joining(", ")));
      case MismatchedInputException wrong -> mustBe(wrong, wrong.getTargetType());
      case JsonMappingException wrapped
          when wrapped.getCause() instanceof InputCoercionException tooLarge ->
          mustBe(wrapped, tooLarge.getTargetType());
      default -> new Fault(BODY, "is not valid JSON: " + error.getOriginalMessage());
    };
  }

  private static Fault mustBe(JsonMappingException wrong, Class<?> type) {
    String field =
        wrong.getPath().stream()
            .map(Reference::getFieldName)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("."));
    return new Fault(field.isEmpty() ? BODY : field, "must be " + kind(type));
  }

  private static String kind(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type == Integer.class || type == int.class
        ? "a whole number of at most 32 bits"
        : "a single JSON object";
  }
}
