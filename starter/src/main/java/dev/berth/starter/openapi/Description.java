package dev.berth.starter.openapi;

import dev.berth.client.api.Problem;
import dev.berth.model.Scope;
import dev.berth.model.Word;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.MediaType;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.Router;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The description of the API: what the build made from the code, with the rules of its fields and
 * the answers that every route may give.
 */
@Singleton
final class Description {
  private static final String SCHEMAS = "#/components/schemas/";

  private final String yaml;

  Description(ResourceResolver resources, Rules rules, Router router) {
    DumperOptions form = new DumperOptions();
    form.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    Yaml parser = new Yaml(form);
    try (InputStream built =
        resources.getResourceAsStream("classpath:META-INF/swagger/berth-1.yml").orElseThrow()) {
      Map<String, Object> root = parser.load(built);
      new Additions(root, rules, scopes(router)).make();
      yaml = parser.dump(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String yaml() {
    return yaml;
  }

  /** What each operation asks of its caller's key, by its id. */
  private static Map<String, List<String>> scopes(Router router) {
    return router
        .uriRoutes()
        .filter(MethodBasedRouteInfo.class::isInstance)
        .map(MethodBasedRouteInfo.class::cast)
        .collect(
            Collectors.toMap(
                route -> route.getTargetMethod().getName(),
                route -> List.of(route.getAnnotationMetadata().stringValues(Secured.class)),
                (one, _) -> one));
  }

  private record Additions(
      Map<String, Object> root, Rules rules, Map<String, List<String>> scopes) {
    void make() {
      Set<String> bodies = new HashSet<>();
      map(root, "paths")
          .forEach(
              (path, methods) ->
                  node(methods)
                      .forEach(
                          (method, operation) -> describe(path, method, node(operation), bodies)));
      map(root, "components", "schemas")
          .forEach((name, schema) -> describe(name, node(schema), bodies.contains(name)));
    }

    private void describe(
        String path, String method, Map<String, Object> operation, Set<String> bodies) {
      String id = (String) operation.get("operationId");
      String tag = (String) list(operation, "tags").getFirst();
      for (Object each : list(operation, "parameters")) {
        Map<String, Object> parameter = node(each);
        Map<String, Object> schema = map(parameter, "schema");
        schema.remove("nullable"); // what is left out is not null
        restrict(schema, rules.ofRequest((String) parameter.get("name"), id, tag));
      }
      if (operation.containsKey("requestBody")) {
        Map<String, Object> body = map(operation, "requestBody");
        Map<String, Object> schema = map(body, "content", MediaType.APPLICATION_JSON, "schema");
        String name = ((String) schema.get("$ref")).substring(SCHEMAS.length());
        body.put("required", map(root, "components", "schemas", name).containsKey("required"));
        bodies.add(name);
      }
      Map<String, Object> answers = new TreeMap<>(map(operation, "responses"));
      answers.putIfAbsent("400", problem("The request is wrong; every fault is listed"));
      List<String> needed = scopes.getOrDefault(id, List.of());
      if (!needed.contains(SecurityRule.IS_ANONYMOUS)) {
        operation.put("security", List.of(Map.of("key", List.of())));
        answers.putIfAbsent("401", problem("No API key, or one that is not valid"));
        answers.putIfAbsent("429", problem("Too many requests of this address had no valid key"));
      }
      List<String> words = needed.stream().filter(Word.words(Scope.class)::contains).toList();
      if (!words.isEmpty()) {
        operation.put("x-scopes", words);
      }
      answers.putIfAbsent("405", problem("The path takes the methods that Allow names"));
      answers.putIfAbsent("406", problem("The API answers with JSON only"));
      answers.putIfAbsent("500", problem("Berth failed; its log has the cause"));
      if (path.contains("{")) {
        answers.putIfAbsent("404", problem("There is no such path"));
      }
      if (!method.equals("get")) {
        answers.putIfAbsent("413", problem("The body is larger than any request can be"));
        answers.putIfAbsent("415", problem("The body is not JSON"));
      }
      operation.put("responses", answers);
    }

    private void describe(String name, Map<String, Object> schema, boolean body) {
      BiFunction<String, String, Map<String, ?>> rule =
          body ? (owner, field) -> rules.ofRequest(field, owner) : rules::ofAnswer;
      map(schema, "properties")
          .forEach((field, property) -> restrict(node(property), rule.apply(name, field)));
      if (body) {
        schema.put("additionalProperties", false);
      }
    }

    private static void restrict(Map<String, Object> schema, Map<String, ?> rule) {
      schema.putAll(rule);
      if (rule.get("enum") instanceof List<?> words) {
        List<Object> own = new ArrayList<>(words);
        if (Boolean.TRUE.equals(schema.get("nullable"))) {
          own.add(null);
        }
        schema.put("enum", own);
      }
    }

    private static Map<String, Object> problem(String description) {
      Map<String, Object> schema = Map.of("$ref", SCHEMAS + Problem.class.getSimpleName());
      Map<String, Object> answer = new TreeMap<>();
      answer.put("description", description);
      answer.put("content", Map.of(MediaType.APPLICATION_JSON_PROBLEM, Map.of("schema", schema)));
      return answer;
    }

    private static Map<String, Object> map(Map<String, Object> from, String... keys) {
      Map<String, Object> found = from;
      for (String key : keys) {
        found = node(found.getOrDefault(key, Map.of()));
      }
      return found;
    }

    @SuppressWarnings("unchecked") // as YAML has it
    private static Map<String, Object> node(Object value) {
      return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Map<String, Object> from, String key) {
      return (List<Object>) from.getOrDefault(key, List.of());
    }
  }
}
