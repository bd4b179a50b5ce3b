package dev.berth.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An enum constant with a stable lower-case word. The registry, the search attributes, the API and
 * the UI use the word; the code uses the constant.
 */
public interface Word {
  /** Provided by the enum. */
  String name();

  /** The stable word, e.g. {@code out-of-capacity}. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The words of all constants, in their order. */
  static <E extends Enum<E> & Word> List<String> words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Word::word).toList();
  }

  /** The constant of this word, if there is one. */
  static <E extends Enum<E> & Word> Optional<E> find(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (constant.word().equals(word)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  /**
   * The constant of this word.
   *
   * @throws IllegalArgumentException when there is none
   */
  static <E extends Enum<E> & Word> E of(Class<E> type, String word) {
    return find(type, word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no %s".formatted(word, type.getSimpleName())));
  }
}
