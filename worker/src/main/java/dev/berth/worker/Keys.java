package dev.berth.worker;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.type.Argument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the keys under {@code berth} one by one and remembers everything that is wrong with them,
 * so that an operator hears all of it at once. A key that is there and was never asked for is wrong
 * as well. Wrong values read as null, 0 or empty: nothing is made of them before {@link
 * #refuseFaults}.
 */
final class Keys {
  /** As the most of a number: no limit. */
  static final int ANY = Integer.MAX_VALUE;

  private static final String ALL = "berth.";

  private final Environment values;
  private final SequencedSet<String> written;
  private final Set<String> asked = new TreeSet<>();
  private final Set<String> unreadable = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();

  Keys(Environment values) {
    this.values = values;
    // Not environment variables: Micronaut reads BERTH_A_B as berth.a.b, berth.a-b and so on.
    written =
        values.getPropertySources().stream()
            .filter(source -> source.getConvention() != PropertyConvention.ENVIRONMENT_VARIABLE)
            .flatMap(Keys::names)
            .filter(key -> key.startsWith(ALL))
            .map(key -> key.replaceFirst("\\[\\d+]$", "")) // an element of a list
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A text of this form, as a whole. */
  static Predicate<String> form(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }

  private static Stream<String> names(PropertySource source) {
    return StreamSupport.stream(source.spliterator(), false);
  }

  /** The names directly below a key, such as those of the regions. */
  List<String> below(String key) {
    asked.add(key);
    int start = key.length() + 1;
    return written.stream()
        .filter(name -> name.startsWith(key + "."))
        .map(name -> name.substring(start).split("\\.", 2)[0])
        .distinct()
        .toList();
  }

  /**
   * A text.
   *
   * @param what it must be, with an example, for people
   */
  String text(String key, Predicate<String> good, String what) {
    return value(key, Argument.STRING, good, what).orElse(null);
  }

  /** A text that is not repeated when it is wrong: there may be a password in it. */
  String secret(String key, Predicate<String> good, String what) {
    Optional<String> value = text(key);
    check(value.filter(good).isPresent() || unreadable.contains(key), key, "must be " + what);
    return value.orElse(null);
  }

  /** Some texts, at least one. */
  List<String> texts(String key, Predicate<String> good, String what) {
    return value(
            key,
            Argument.listOf(String.class),
            list -> !list.isEmpty() && list.stream().allMatch(good),
            what)
        .orElse(List.of());
  }

  /** A whole number. */
  int number(String key, int least, int most, String what) {
    return value(key, Argument.INT, n -> n >= least && n <= most, what).orElse(0);
  }

  /** A time span. */
  Duration duration(String key, Duration least, Duration most, String what) {
    return value(
            key,
            Argument.of(Duration.class),
            d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0,
            what)
        .orElse(null);
  }

  /** Remembers a fault when something is not good. */
  void check(boolean good, String key, String wrong) {
    if (!good) {
      faults.add(key + " " + wrong);
    }
  }

  /**
   * Ends the reading.
   *
   * @throws Refusal when anything was wrong
   */
  void refuseFaults() {
    written.stream()
        .filter(key -> !asked.contains(key))
        .forEach(key -> faults.add(key + " is no key of Berth's; " + neighbours(key)));
    if (!faults.isEmpty()) {
      throw new Refusal(faults);
    }
  }

  private <T> Optional<T> value(String key, Argument<T> type, Predicate<T> good, String what) {
    Optional<String> text = text(key);
    Optional<T> value = text.flatMap(_ -> values.getProperty(key, type));
    if (text.isPresent()) {
      check(
          value.filter(good).isPresent(),
          key,
          "is '%s', but must be %s".formatted(text.get(), what));
    } else {
      check(unreadable.contains(key), key, "is missing: it must be " + what);
    }
    return value;
  }

  /** As it is written; a placeholder without a value is a fault of its own. */
  private Optional<String> text(String key) {
    asked.add(key);
    try {
      return values.getProperty(key, String.class);
    } catch (ConfigurationException e) {
      unreadable.add(key);
      check(false, key, "cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private String neighbours(String key) {
    String section = key.substring(0, key.lastIndexOf('.') + 1);
    String known =
        asked.stream()
            .filter(name -> name.startsWith(section) && name.indexOf('.', section.length()) < 0)
            .map(name -> name.substring(section.length()))
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? "see application.yml" : section + "* may be " + known;
  }
}
