package dev.berth.starter.openapi;

import dev.berth.client.api.ProblemCode;
import dev.berth.model.CoreKey;
import dev.berth.model.CoreState;
import dev.berth.model.EventType;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Plan;
import dev.berth.model.PoolMode;
import dev.berth.model.Scope;
import dev.berth.model.SlotState;
import dev.berth.model.Word;
import dev.berth.registry.host.FreezeStore;
import dev.berth.registry.key.KeyState;
import dev.berth.registry.operation.Operation;
import dev.berth.starter.Settings;
import dev.berth.starter.page.Filters;
import dev.berth.starter.problem.Reasons;
import dev.berth.starter.region.Regions;
import dev.berth.workflows.operation.Verb;
import dev.berth.workflows.sweep.Finding;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words and forms that fields of the API may have, from the enums and patterns that the code
 * itself uses. A rule's name is that of a field, after that of its schema or operation where it is
 * not the rule of all fields of this name.
 */
@Singleton
final class Rules {
  private static final String WORD = "^[a-z][a-z-]*$";

  private final Map<String, Map<String, ?>> requests = new HashMap<>();
  private final Map<String, Map<String, ?>> answers = new HashMap<>();

  Rules(Settings settings) {
    Map<String, ?> slug =
        Map.of("pattern", anchored(CoreKey.SLUG_PATTERN), "minLength", 2, "maxLength", 40);
    Map<String, ?> host = Map.of("pattern", anchored(Filters.HOST));
    Map<String, ?> plan = words(Plan.class);
    List<String> regions = with(settings.regions(), Regions.DEFAULT);

    requests.put("customer", slug);
    requests.put("environment", slug);
    requests.put("plan", plan);
    requests.put("region", oneOf(regions));
    requests.put("freezeRegion.region", oneOf(with(regions, FreezeStore.EVERYWHERE)));
    requests.put("thawRegion.region", oneOf(with(regions, FreezeStore.EVERYWHERE)));
    requests.put("host", host);
    requests.put("hosts.id", host);
    requests.put("operations.id", Map.of("format", "uuid"));
    requests.put("listCores.state", words(CoreState.class));
    requests.put("listHosts.state", words(HostState.class));
    requests.put("listOperations.state", words(OperationState.class));
    requests.put("listOperations.reason", words(FailureType.class));
    requests.put("kind", words(OperationKind.class));
    requests.put("type", words(EventType.class));
    requests.put("verb", words(Verb.class, "cancel"));
    requests.put("reason", Map.of("pattern", anchored(Reasons.REASON)));
    requests.put("running", Map.of("minimum", 0, "maximum", 1000));
    requests.put("stopped", Map.of("minimum", 0, "maximum", 1000));
    requests.put("keys.id", Map.of("pattern", "^[0-9A-Za-z]{8}$"));
    requests.put("KeyRequest.name", slug);
    requests.put("KeyRequest.scopes", each(words(Scope.class), 1, Scope.values().length));
    requests.put("KeyRequest.customers", each(slug, 1, 100));
    requests.put("SweepRequest.limit", Map.of("minimum", 0));

    answers.put("customer", slug);
    answers.put("environment", slug);
    answers.put("plan", words(Plan.class, Operation.IMAGES));
    answers.put("CoreView.plan", plan);
    answers.put("PoolView.plan", plan);
    answers.put("region", Map.of("pattern", "^[a-z0-9-]+$"));
    answers.put("CoreView.state", words(CoreState.class, "unknown"));
    answers.put("CoreView.operationState", words(OperationState.class));
    answers.put("HostView.state", words(HostState.class));
    answers.put("HostView.Slot.state", words(SlotState.class, "free"));
    answers.put("HostView.pooled", words(PoolMode.class));
    answers.put("OperationView.state", words(OperationState.class));
    answers.put("WhyView.state", words(OperationState.class));
    answers.put("OperationView.kind", words(OperationKind.class, "foreign"));
    answers.put("SweepView.Found.kind", words(Finding.Kind.class));
    answers.put("EventView.type", words(EventType.class));
    answers.put(
        "Problem.code", oneOf(Stream.of(ProblemCode.values()).map(ProblemCode::word).toList()));
    answers.put("KeyView.state", words(KeyState.class));
    answers.put("KeyView.scopes", each(words(Scope.class), 1, Scope.values().length));
    answers.put("OperationView.reason", Map.of("pattern", WORD));
  }

  /** What a parameter, or a field of a body, may be. */
  Map<String, ?> ofRequest(String name, String... owners) {
    return find(requests, name, owners);
  }

  /** What a field of an answer may be. */
  Map<String, ?> ofAnswer(String schema, String name) {
    return find(answers, name, schema);
  }

  private static Map<String, ?> find(
      Map<String, Map<String, ?>> rules, String name, String... owners) {
    return Stream.concat(Arrays.stream(owners).map(owner -> owner + "." + name), Stream.of(name))
        .filter(rules::containsKey)
        .findFirst()
        .<Map<String, ?>>map(rules::get)
        .orElse(Map.of());
  }

  private static <E extends Enum<E> & Word> Map<String, ?> words(Class<E> type, String... more) {
    return oneOf(with(Word.words(type), more));
  }

  private static List<String> with(List<String> words, String... more) {
    return Stream.concat(words.stream(), Arrays.stream(more)).toList();
  }

  private static Map<String, ?> oneOf(List<String> words) {
    return Map.of("enum", words);
  }

  private static Map<String, ?> each(Map<String, ?> rule, int least, int most) {
    Map<String, Object> item = new HashMap<>(rule);
    item.put("type", "string");
    return Map.of("items", item, "minItems", least, "maxItems", most);
  }

  private static String anchored(Pattern pattern) {
    return "^(?:%s)$".formatted(pattern.pattern());
  }
}
