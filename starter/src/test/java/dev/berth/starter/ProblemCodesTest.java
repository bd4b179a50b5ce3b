package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.client.api.ProblemCode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The codes of problems are the same in the code, in docs/api.md and in the OpenAPI description.
 */
class ProblemCodesTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d{3}) \\| `([a-z-]+)` \\|");
  private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

  @Test
  void theDocumentationListsEveryCodeWithItsStatus() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "api.md"));

    List<String> listed =
        ROW.matcher(page).results().map(row -> row.group(1) + " " + row.group(2)).toList();

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemCode.values())
                .map(code -> code.status() + " " + code.word())
                .toList());
  }

  @Test
  void theDescriptionOfTheApiListsEveryCode() throws Exception {
    JsonNode description;
    try (InputStream file = getClass().getResourceAsStream("/META-INF/swagger/berth-1.yml")) {
      Object yaml = new Yaml().load(file);
      description = new ObjectMapper().valueToTree(yaml);
    }

    String text =
        description.at("/components/schemas/Problem/properties/code/description").asText();

    assertThat(WORD.matcher(text).results().map(ProblemCodesTest::word).toList())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemCode.values()).map(ProblemCode::word).toList());
  }

  @Test
  void everyWordIsThatOfItsCode() {
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(ProblemCode.of(code.word())).contains(code);
    }
    assertThat(ProblemCode.of("of-a-newer-berth")).isEmpty();
  }

  private static String word(MatchResult found) {
    return found.group(1);
  }
}
