package dev.berth.starter.page;

import dev.berth.client.api.Problem.Fault;
import dev.berth.starter.problem.Refusal;
import io.micronaut.core.annotation.Nullable;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One page of a list.
 *
 * @param next the position that the next page starts after; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {
  /** The default number of items on a page. */
  public static final String LIMIT = "100";

  /** The most items on a page. */
  public static final int MOST = 1000;

  /**
   * The position that a page starts after; empty for the first page.
   *
   * @throws Refusal when it does not have the form of a position
   */
  public static String after(@Nullable String said, Pattern form) {
    String after = Objects.requireNonNullElse(said, "");
    if (!after.isEmpty() && !form.matcher(after).matches()) {
      throw Refusal.badInput(
          List.of(new Fault("after", "must be what next said on the page before")));
    }
    return after;
  }

  /**
   * Cuts a page from items. One item more than the limit means that there is a next page.
   *
   * @param position the position of an item
   */
  public static <T> Page<T> cut(List<T> found, int limit, Function<T, String> position) {
    return found.size() > limit
        ? new Page<>(found.subList(0, limit), position.apply(found.get(limit - 1)))
        : new Page<>(found, null);
  }
}
