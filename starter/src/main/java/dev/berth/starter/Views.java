package dev.berth.starter;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.berth.model.Word;
import io.micronaut.core.annotation.Nullable;
import java.util.Map;

/**
 * Copies records of the registry and of workflows to records of the API whose fields have the same
 * names. An enum becomes its word. A field that the source lacks is an error.
 */
public final class Views {
  private static final ObjectMapper FIELDS =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addMixIn(Word.class, AsWord.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private interface AsWord {
    @JsonValue
    String word();
  }

  private Views() {}

  /** The view of a record; null for null. */
  public static <T> @Nullable T of(@Nullable Object source, Class<T> view) {
    return FIELDS.convertValue(source, view);
  }

  /** The view of a record, with other values for some of its fields. */
  public static <T> T of(Object source, Map<String, ?> others, Class<T> view) {
    ObjectNode fields = FIELDS.valueToTree(source);
    others.forEach(fields::putPOJO);
    return FIELDS.convertValue(fields, view);
  }
}
