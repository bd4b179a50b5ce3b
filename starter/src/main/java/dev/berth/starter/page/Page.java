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
 * @param next what to ask after for the next page; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {
  /** How many items there are on a page when nobody says. */
  public static final String LIMIT = "100";

  /** So many at most. */
  public static final int MOST = 1000;

  /**
   * What a page comes after; empty for the first one.
   *
   * @throws Refusal when no page before can have said so
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
   * Cuts a page from what was found. One item more than its limit says that there is more.
   *
   * @param position what comes after an item is asked for by this
   */
  public static <T> Page<T> cut(List<T> found, int limit, Function<T, String> position) {
    return found.size() > limit
        ? new Page<>(found.subList(0, limit), position.apply(found.get(limit - 1)))
        : new Page<>(found, null);
  }
}
