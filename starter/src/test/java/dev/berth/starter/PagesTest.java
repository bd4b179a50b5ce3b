package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private static final List<String> CUSTOMERS = List.of("zz", "a-b", "ab", "a1", "acme");

  private static TestStarter starter;

  @BeforeAll
  static void start() throws Exception {
    starter = TestStarter.start();
    for (String customer : CUSTOMERS) {
      starter.registry().place(UUID.randomUUID().toString(), customer, "development", 1);
    }
    starter.registry().place(UUID.randomUUID().toString(), "acme", "production", 1);
    // Pages must not depend on times that differ.
    starter.sql("UPDATE operations SET started_at = now() WHERE customer <> 'zz'");
    starter.sql("UPDATE hosts SET created_at = now() WHERE plan = 'packed'");
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cores", "hosts", "operations"})
  void pagesTogetherAreTheWholeListInItsOrder(String list) throws Exception {
    JsonNode whole = starter.get("/v1/" + list).json();
    assertThat(whole.get(list)).hasSize(6);
    assertThat(whole.has("next")).isFalse();

    for (int limit : new int[] {1, 2, 4, 5, 6}) {
      List<JsonNode> walked = new ArrayList<>();
      String after = "";
      while (after != null) {
        JsonNode page = starter.get("/v1/%s?limit=%d%s".formatted(list, limit, after)).json();
        assertThat(page.get(list)).hasSizeBetween(1, limit);
        page.get(list).forEach(walked::add);
        after = page.has("next") ? "&after=" + page.get("next").asText() : null;
      }
      assertThat(walked).as("limit %d", limit).containsExactlyElementsOf(whole.get(list));
    }
  }

  @Test
  void coresAreSortedByNameHostsOldestFirstOperationsNewestFirst() throws Exception {
    assertThat(texts("cores", core -> core.get("customer").asText())).endsWith("zz");
    assertThat(texts("cores", core -> core.get("environment").asText()))
        .containsSubsequence("development", "production");
    assertThat(texts("hosts", host -> host.get("createdAt").asText())).isSorted();
    assertThat(texts("operations", operation -> operation.get("customer").asText())).endsWith("zz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cores?after=acme",
        "cores?after=acme/production/x",
        "cores?after=%27%29%3B%20DROP%20TABLE%20cores%3B--",
        "cores?after=acme/%00",
        "hosts?after=%27%20OR%20true--",
        "hosts?after=%00",
        "operations?after=1",
        "operations?after=5e0a9c0e-3c56-4a3e-8b5b-0d7f6a1f2b3c%27--",
        "events?after=%27",
        "events?after=-1"
      })
  void aPositionThatNoPageSaidIsRefused(String list) throws Exception {
    Answer answer = starter.get("/v1/" + list);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cores", "hosts", "operations", "events"})
  void aPageHasItsLimits(String list) throws Exception {
    for (String limit : List.of("", "0", "-1", "1001", "99999999999", "many", "1.5")) {
      Answer answer = starter.get("/v1/%s?limit=%s".formatted(list, limit));

      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("limit");
    }
  }

  private static List<String> texts(String list, Function<JsonNode, String> field)
      throws Exception {
    List<String> texts = new ArrayList<>();
    starter.get("/v1/" + list).json().get(list).forEach(item -> texts.add(field.apply(item)));
    return texts;
  }
}
