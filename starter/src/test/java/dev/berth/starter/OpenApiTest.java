package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.starter.TestStarter.Answer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class OpenApiTest {
  private static void isComplete(JsonNode operation) {
    assertThat(operation.get("summary").asText()).as(operation.toString()).endsWith(".");
    assertThat(operation.get("responses").properties())
        .as(operation.toString())
        .extracting(Map.Entry::getKey)
        .contains("400", "503")
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
          .filteredOn(route -> route.getUriMatchTemplate().toString().startsWith("/v1"))
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
      Answer answer = starter.get("/openapi.yml");

      assertThat(answer.headers().get("content-type")).startsWith("application/yaml");
      Object description = new Yaml().load(answer.text());
      JsonNode paths = new ObjectMapper().<JsonNode>valueToTree(description).get("paths");
      assertThat(paths).allSatisfy(path -> assertThat(path).allSatisfy(OpenApiTest::isComplete));
      List<String> described =
          starter
              .bean(Router.class)
              .uriRoutes()
              .filter(route -> route.getUriMatchTemplate().toString().startsWith("/v1"))
              .filter(route -> !route.getHttpMethodName().equals("HEAD")) // comes with every GET
              .map(
                  route ->
                      paths
                          .path(route.getUriMatchTemplate().toString())
                          .path(route.getHttpMethodName().toLowerCase(Locale.ROOT))
                          .path("operationId")
                          .asText())
              .toList();
      assertThat(described).isNotEmpty().doesNotContain("");
    }
  }

  /**
   * A reader of docs/api.md finds every route; a path that ends in a verb may stand beside others.
   */
  @Test
  void everyRouteIsInTheDocs() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "api.md"));
    try (TestStarter starter = TestStarter.beforeMigration()) {
      assertThat(starter.bean(Router.class).uriRoutes())
          .extracting(route -> route.getUriMatchTemplate().toString())
          .filteredOn(path -> path.startsWith("/v1"))
          .isNotEmpty()
          .allMatch(
              path ->
                  page.contains("`" + path)
                      || page.contains(" " + path + "`")
                      || page.contains("`" + path.substring(path.lastIndexOf('/')) + "`"));
    }
  }
}
