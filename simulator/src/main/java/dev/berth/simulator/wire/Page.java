package dev.berth.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One page of a listing, and the token that asks for the rest. */
public record Page<T>(List<T> items, Optional<String> nextToken) {

  /**
   * Cuts a page out of everything that matches.
   *
   * @param key unique and never changing, so that a page continues where the last one ended
   *     whatever came or went in between; also the order
   */
  public static <T> Page<T> of(
      Collection<T> all, Function<T, String> key, Optional<String> token, int size) {
    Optional<String> last = token.map(Page::decode);
    List<T> rest =
        all.stream()
            .sorted(Comparator.comparing(key))
            .filter(item -> last.isEmpty() || key.apply(item).compareTo(last.get()) > 0)
            .toList();
    if (rest.size() <= size) {
      return new Page<>(rest, Optional.empty());
    }
    List<T> items = rest.subList(0, size);
    return new Page<>(items, Optional.of(encode(key.apply(items.getLast()))));
  }

  /** A key that sorts oldest first. */
  public static String oldestFirst(long number) {
    return "%019d".formatted(number);
  }

  /** A key that sorts newest first. */
  public static String newestFirst(long number) {
    return oldestFirst(Long.MAX_VALUE - number);
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw AwsError.refused("InvalidNextToken", "The specified token is not valid.");
    }
  }
}
