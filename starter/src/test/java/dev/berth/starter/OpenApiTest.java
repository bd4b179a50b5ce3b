package dev.berth.starter;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.model.CoreState;
import dev.berth.model.EventType;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Plan;
import dev.berth.model.Word;
import dev.berth.starter.TestStarter.Answer;
import dev.berth.workflows.operation.Verb;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The description of the API is complete, and says what the code does. */
class OpenApiTest {
  private static final Pattern MODIFIER = Pattern.compile(":[^}]+");
  private static final Set<String> FORMED =
      Set.of("plan", "state", "kind", "verb", "region", "customer", "environment", "host");

  private static void isComplete(JsonNode operation) {
    assertThat(operation.get("summary").asText()).as(operation.toString()).endsWith(".");
    assertThat(operation.get("responses").properties())
        .as(operation.toString())
        .extracting(Map.Entry::getKey)
        .contains("400", "405", "406", "500")
        .anyMatch(status -> status.startsWith("2"));
    assertThat(operation.path("parameters"))
        .allSatisfy(
            parameter -> {
              assertThat(parameter.get("description").asText()).isNotEmpty();
              assertThat(parameter.at("/schema/type").asText()).isIn("string", "integer");
              assertThat(parameter.path("required").asBoolean())
                  .isEqualTo(parameter.get("in").asText().equals("path"));
            });
  }

  @Test
  void everyRouteMayBlock() {
    try (TestStarter starter = TestStarter.beforeMigration()) {
      assertThat(starter.bean(Router.class).uriRoutes())
          .filteredOn(route -> template(route).startsWith("/v1"))
          .isNotEmpty()
          .allMatch(
              route ->
                  route
                      .getAnnotationMetadata()
                      .stringValue(ExecuteOn.class)
                      .equals(Optional.of(TaskExecutors.BLOCKING)));
    }
  }

  @Test
  void everyRouteIsDescribed() throws Exception {
    try (TestStarter starter = TestStarter.beforeMigration()) {
      assertThat(starter.get("/openapi.yml").headers().get("content-type"))
          .startsWith("application/yaml");
      JsonNode paths = OpenApi.of(starter).root().get("paths");
      assertThat(paths).allSatisfy(path -> assertThat(path).allSatisfy(OpenApiTest::isComplete));
      List<String> described =
          starter
              .bean(Router.class)
              .uriRoutes()
              .filter(route -> template(route).matches("/(v1/.*)?"))
              .filter(route -> !route.getHttpMethodName().equals("HEAD")) // comes with every GET
              .map(
                  route ->
                      paths
                          .path(template(route))
                          .path(route.getHttpMethodName().toLowerCase(Locale.ROOT))
                          .path("operationId")
                          .asText())
              .toList();
      assertThat(described).isNotEmpty().doesNotContain("");
    }
  }

  private static String template(UriRouteInfo<?, ?> route) {
    return MODIFIER.matcher(route.getUriMatchTemplate().toString()).replaceAll("");
  }

  /**
   * A reader of docs/api.md finds every route; a path that ends in a verb may stand beside others.
   */
  @Test
  void everyRouteIsInTheDocs() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "api.md"));
    try (TestStarter starter = TestStarter.beforeMigration()) {
      assertThat(starter.bean(Router.class).uriRoutes())
          .extracting(OpenApiTest::template)
          .filteredOn(path -> path.startsWith("/v1"))
          .isNotEmpty()
          .allMatch(
              path ->
                  page.contains("`" + path)
                      || page.contains(" " + path + "`")
                      || page.contains("`" + path.substring(path.lastIndexOf('/')) + "`"));
    }
  }

  @Test
  void theIndexLeadsToWhatItNames() throws Exception {
    try (TestStarter starter = TestStarter.start()) {
      Answer index = starter.get("/");

      assertThat(index.status()).isEqualTo(200);
      assertThat(index.json().get("name").asText()).isEqualTo("Berth");
      assertThat(index.json().get("version").asText()).isNotEmpty();
      assertThat(index.json().get("links")).hasSize(2);
      for (JsonNode link : index.json().get("links")) {
        assertThat(starter.get(link.asText()).status()).isEqualTo(200);
      }
      assertThat(OpenApi.of(starter).root().at("/servers/0/url").asText()).isEqualTo("/");
    }
  }

  @Test
  void whereAFieldHasAWordOrAFormTheDescriptionNamesIt() throws Exception {
    try (TestStarter starter = TestStarter.beforeMigration()) {
      JsonNode root = OpenApi.of(starter).root();
      List<JsonNode> parameters = root.get("paths").findValues("parameters");
      assertThat(parameters)
          .flatExtracting(list -> OpenApi.stream(list).toList())
          .allSatisfy(p -> isRestricted(p.get("name").asText(), p.get("schema")));
      assertThat(root.at("/components/schemas"))
          .allSatisfy(
              schema ->
                  schema
                      .path("properties")
                      .properties()
                      .forEach(field -> isRestricted(field.getKey(), field.getValue())));
    }
  }

  private static void isRestricted(String field, JsonNode schema) {
    if (FORMED.contains(field)) {
      assertThat(schema.has("enum") || schema.has("pattern")).as("%s: %s", field, schema).isTrue();
    }
  }

  @Test
  void theWordsAreThoseOfTheCode() throws Exception {
    try (TestStarter starter = TestStarter.beforeMigration()) {
      OpenApi api = OpenApi.of(starter);

      assertThat(words(api.field("CoreView", "state")))
          .containsAll(Word.words(CoreState.class))
          .contains("unknown");
      assertThat(words(api.field("CoreRequest", "plan"))).containsAll(Word.words(Plan.class));
      assertThat(words(api.field("OperationView", "state")))
          .containsExactlyElementsOf(Word.words(OperationState.class));
      assertThat(words(api.field("OperationView", "kind")))
          .containsAll(Word.words(OperationKind.class));
      assertThat(words(api.field("EventView", "type")))
          .containsExactlyElementsOf(Word.words(EventType.class));
      assertThat(words(api.parameter("tellOperation", "verb")))
          .containsAll(Word.words(Verb.class))
          .contains("cancel");
      assertThat(words(api.parameter("setPool", "region")))
          .containsExactly("us-east-1", "eu-west-1", "default");
      assertThat(words(api.parameter("freezeRegion", "region"))).contains("all");
      String slug = api.parameter("deployCore", "customer").get("pattern").asText();
      assertThat(List.of("acme", "a-1")).allMatch(name -> name.matches(slug));
      assertThat(List.of("Acme", "a--b", "-a", "a/b")).noneMatch(name -> name.matches(slug));
    }
  }

  @Test
  void everyVerbOfTheDescriptionIsARouteAndNoOtherIs() throws Exception {
    try (TestStarter starter = TestStarter.start()) {
      String operation = "/v1/operations/" + UUID.randomUUID();
      for (String verb : words(OpenApi.of(starter).parameter("tellOperation", "verb"))) {
        assertThat(starter.post(operation + "/" + verb).json().get("code").asText())
            .isEqualTo("no-such-operation");
      }
      assertThat(starter.post(operation + "/kick").json().get("code").asText())
          .isEqualTo("no-such-path");
    }
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsRefusedAndAllowNamesThoseThatItTakes() throws Exception {
    try (TestStarter starter = TestStarter.beforeMigration()) {
      OpenApi api = OpenApi.of(starter);
      Map<String, List<String>> methods =
          api.operations()
              .collect(
                  groupingBy(
                      OpenApi.Operation::anyPath, mapping(OpenApi.Operation::method, toList())));
      for (String path : methods.keySet()) {
        Answer answer = starter.send("PATCH", path);

        assertThat(answer.status()).as(path).isEqualTo(405);
        assertThat(answer.headers().get("allow").split(", ?"))
            .as(path)
            .filteredOn(method -> !method.equals("HEAD"))
            .containsExactlyInAnyOrderElementsOf(methods.get(path));
        assertThat(answer.json().get("detail").asText())
            .startsWith(path + " does not take PATCH. It takes ");
        assertThat(answer.json().get("errors")).isEmpty();
      }
    }
  }

  @Test
  void whatEventsChangeIsText() throws Exception {
    try (TestStarter starter = TestStarter.beforeMigration()) {
      for (String field : List.of("before", "after")) {
        assertThat(
                OpenApi.of(starter)
                    .field("EventView", field)
                    .at("/additionalProperties/type")
                    .asText())
            .isEqualTo("string");
      }
    }
  }

  private static List<String> words(JsonNode schema) {
    return OpenApi.stream(schema.get("enum"))
        .filter(word -> !word.isNull())
        .map(JsonNode::asText)
        .toList();
  }
}
