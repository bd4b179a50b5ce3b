package dev.berth.worker;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The keys below {@code berth}. They are checked by their rules, and all faults are collected, so
 * that an operator is told all of them at once; then records are made of them. A key without a rule
 * is a fault.
 */
final class Keys {
  private final Environment values;
  private final Collection<String> written;
  private final Map<String, KeyRule> rules = new LinkedHashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  Keys(Environment values) {
    this.values = values;
    // Not environment variables: Micronaut reads BERTH_A_B as berth.a.b, berth.a-b and so on.
    written =
        values.getPropertySources().stream()
            .filter(source -> source.getConvention() != PropertyConvention.ENVIRONMENT_VARIABLE)
            .flatMap(Keys::names)
            .filter(key -> key.startsWith("berth."))
            .map(key -> key.replaceFirst("\\[\\d+]$", "")) // an element of a list
            .collect(Collectors.toCollection(TreeSet::new));
    KeyRule.all().forEach(rule -> keys(rule.path()).forEach(key -> rules.put(key, rule)));
    rules.forEach(this::check);
    written.stream()
        .filter(key -> !rules.containsKey(key))
        .forEach(key -> check(false, key, "is no key of Berth's; " + neighbours(key)));
  }

  private static Stream<String> names(PropertySource source) {
    return StreamSupport.stream(source.spliterator(), false);
  }

  /** The names directly below a key, such as those of the regions. */
  List<String> below(String key) {
    return below(key, written);
  }

  /** The value of a key as a text; null when it has none. */
  String text(String key) {
    return texts.get(key);
  }

  /** Adds a fault when something is not good. */
  void check(boolean good, String key, String wrong) {
    if (!good) {
      faults.add(key + " " + wrong);
    }
  }

  /** Adds the fault that the key's rule names, when there is a value and it is not good. */
  void check(String key, Predicate<String> good) {
    String text = texts.get(key);
    check(text == null || good.test(text), key, rules.get(key).wrong(text));
  }

  /**
   * Ends the checks.
   *
   * @throws Refusal when anything was wrong
   */
  void refuseFaults() {
    if (!faults.isEmpty()) {
      throw new Refusal(faults);
    }
  }

  /**
   * Makes a record of a section without faults: component {@code maxAge} is the value of key {@code
   * max-age}; a component that is a record itself is the section of its name.
   *
   * @param given the components that are not read, by name
   */
  <T> T bind(Class<T> type, String section, Map<String, Object> given) {
    List<RecordComponent> components = List.of(type.getRecordComponents());
    Object[] arguments = components.stream().map(it -> value(it, section, given)).toArray();
    try {
      Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " refuses what is configured in " + section, e);
    }
  }

  private Object value(RecordComponent component, String section, Map<String, Object> given) {
    String key = section + "." + NameUtils.hyphenate(component.getName());
    if (given.containsKey(component.getName())) {
      return given.get(component.getName());
    }
    if (component.getType().isRecord()) {
      return bind(component.getType(), key, Map.of());
    }
    Optional<?> value = values.getProperty(key, Argument.of(component.getGenericType()));
    return value.orElseThrow(() -> new IllegalStateException("no rule requires " + key));
  }

  private void check(String key, KeyRule rule) {
    try {
      values.getProperty(key, String.class).ifPresent(text -> texts.put(key, text));
      check(texts.containsKey(key), key, "is missing: it must be " + rule.what());
      check(key, rule::allows);
    } catch (ConfigurationException e) { // a placeholder without a value
      check(false, key, "cannot be read: " + e.getMessage());
    }
  }

  /** The keys of a path: one for each name that {@code *} stands for. */
  private Stream<String> keys(String path) {
    int star = path.indexOf(".*");
    if (star < 0) {
      return Stream.of(path);
    }
    String section = path.substring(0, star);
    return below(section).stream()
        .flatMap(name -> keys(section + "." + name + path.substring(star + 2)));
  }

  private static List<String> below(String key, Collection<String> keys) {
    return keys.stream()
        .filter(name -> name.startsWith(key + "."))
        .map(name -> name.substring(key.length() + 1).split("\\.", 2)[0])
        .distinct()
        .sorted()
        .toList();
  }

  private String neighbours(String key) {
    String section = key.substring(0, key.lastIndexOf('.'));
    String known = String.join(", ", below(section, rules.keySet()));
    return known.isEmpty() ? "see application.yml" : section + ".* may be " + known;
  }
}
