package dev.berth.simulator.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The filters of one kind of thing: their names, and the values that a thing has for each. */
public final class Filters<T> {

  private static final int LONGEST_VALUE = 255;
  private static final int MOST_VALUES = 200;

  private final Map<String, Function<T, Collection<String>>> byName = new HashMap<>();
  private final Function<T, Map<String, String>> tags;

  /** The filters {@code tag:KEY} and {@code tag-key} on these tags. */
  public Filters(Function<T, Map<String, String>> tags) {
    this.tags = tags;
    byName.put("tag-key", thing -> tags.apply(thing).keySet());
  }

  /** These filters and one of this name on this value. */
  public Filters<T> on(String name, Function<T, String> value) {
    byName.put(name, thing -> List.of(value.apply(thing)));
    return this;
  }

  /** What passes all filters of a request; an unknown filter is an error, not everything. */
  public Predicate<T> of(Form form) {
    Predicate<T> all = _ -> true;
    int values = 0;
    for (String filter : form.structures("Filter")) {
      List<String> wanted = form.list(filter + ".Value");
      values += wanted.size();
      if (values > MOST_VALUES || wanted.stream().anyMatch(v -> v.length() > LONGEST_VALUE)) {
        throw AwsError.refused(
            "FilterLimitExceeded",
            "A call takes at most %d filter values of at most %d characters.",
            MOST_VALUES,
            LONGEST_VALUE);
      }
      all = all.and(one(form.required(filter + ".Name"), wanted));
    }
    return all;
  }

  private Predicate<T> one(String name, List<String> wanted) {
    Function<T, Collection<String>> values =
        name.startsWith("tag:") ? tagValue(name.substring(4)) : byName.get(name);
    if (values == null) {
      throw AwsError.refused("InvalidParameterValue", "The filter '%s' is invalid", name);
    }
    List<Pattern> patterns = wanted.stream().map(Filters::pattern).toList();
    return thing ->
        values.apply(thing).stream()
            .anyMatch(
                value -> patterns.stream().anyMatch(pattern -> pattern.matcher(value).matches()));
  }

  private Function<T, Collection<String>> tagValue(String key) {
    return thing -> {
      String value = tags.apply(thing).get(key);
      return value == null ? List.of() : List.of(value);
    };
  }

  /** {@code *} and {@code ?} are wildcards unless escaped. */
  private static Pattern pattern(String value) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        regex.append(Pattern.quote(value.substring(i, i + 1)));
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
