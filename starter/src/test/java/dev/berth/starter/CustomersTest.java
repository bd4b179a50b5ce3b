package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
import dev.berth.starter.temporal.LiveRuns;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CustomersTest {
  private static TestStarter starter;

  @BeforeAll
  static void start() {
    starter = TestStarter.start().withWorker();
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @Test
  void bothCoresAreAcceptedInOneCallAndJoinedInTheNext() throws Exception {
    Answer first =
        starter.put("/v1/customers/acme", "", "X-Requester", "signup", "X-Request-Id", "r-1");

    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(first.json().get("customer").asText()).isEqualTo("acme");
    assertThat(statuses(first)).containsExactly(202, 202);
    for (int i = 0; i < 2; i++) {
      String environment = List.of("development", "production").get(i);
      JsonNode result = first.json().get("cores").get(i);
      assertThat(result.at("/core/environment").asText()).isEqualTo(environment);
      assertThat(result.at("/core/plan").asText()).isEqualTo(List.of("packed", "dedicated").get(i));
      JsonNode shown = starter.get("/v1/cores/acme/" + environment).json().get("operation");
      assertThat(shown.get("id")).isEqualTo(result.at("/operation/id"));
      assertThat(shown.get("requester").asText()).isEqualTo("caller/signup");
      assertThat(shown.get("requestId").asText()).isEqualTo("r-1");
    }
    Answer second = starter.put("/v1/customers/acme", "{\"region\":\"us-east-1\"}");
    assertThat(operations(second)).isEqualTo(operations(first));
  }

  @Test
  void whatIsReadyNeedsNoOperation() throws Exception {
    starter.registry().deploy("op-half", "half");
    assertThat(statuses(starter.put("/v1/customers/half", ""))).containsExactly(200, 202);

    starter.registry().deployProduction("op-whole", "half");
    Answer both = starter.put("/v1/customers/half", "");

    assertThat(both.status()).isEqualTo(200);
    assertThat(statuses(both)).containsExactly(200, 200);
    assertThat(both.json().at("/cores/1/core/url").asText()).isEqualTo("http://c-half-p.test");
    assertThat(both.json().at("/cores/1").has("operation")).isFalse();
  }

  @Test
  void oneThatIsRefusedDoesNotKeepTheOtherBack() throws Exception {
    starter.registry().deploy("op-mixed", "mixed");

    Answer answer = starter.put("/v1/customers/mixed", "{\"version\":\"10.2\"}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    assertThat(statuses(answer)).containsExactly(409, 202);
    assertThat(answer.json().at("/cores/0/problem/code").asText()).isEqualTo("core-differs");
    assertThat(answer.json().at("/cores/0/core/state").asText()).isEqualTo("ready");
    assertThat(starter.bean(LiveRuns.class).newest("core/mixed/production")).isPresent();
  }

  @Test
  void inputThatIsWrongIsRefusedBeforeEitherIsStarted() throws Exception {
    for (String body :
        List.of("{\"version\":\"newest\"}", "{\"region\":\"mars-1\"}", "{\"plan\":\"packed\"}")) {
      assertThat(starter.put("/v1/customers/wrong", body).json().get("code").asText())
          .as(body)
          .isEqualTo("bad-input");
    }
    assertThat(starter.put("/v1/customers/W%3B", "").json().at("/errors/0/field").asText())
        .isEqualTo("customer");
    assertThat(starter.bean(LiveRuns.class).newest("core/wrong/development")).isEmpty();
    assertThat(starter.bean(LiveRuns.class).newest("core/W;/development")).isEmpty();
  }

  @Test
  void withoutTemporalTheCallerHearsWhenToAskAgain() throws Exception {
    try (TestStarter lonely = TestStarter.start()) {
      lonely.registry().deploy("op-known", "known");
      lonely.temporal().close();

      Answer answer = lonely.put("/v1/customers/known", "");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers()).containsEntry("retry-after", "5");
      assertThat(statuses(answer)).containsExactly(200, 503);
      assertThat(answer.json().at("/cores/1/problem/code").asText())
          .isEqualTo("temporal-unreachable");
      assertThat(answer.json().at("/cores/1/core/environment").asText()).isEqualTo("production");
      assertThat(answer.json().at("/cores/1/core/state").asText()).isEqualTo("unknown");
    }
  }

  private static List<Integer> statuses(Answer answer) {
    return List.of(status(answer.json().at("/cores/0")), status(answer.json().at("/cores/1")));
  }

  /** The status that the request for this core alone would have had. */
  private static int status(JsonNode report) {
    return report.has("operation") ? 202 : report.at("/problem/status").asInt(200);
  }

  private static List<String> operations(Answer answer) {
    return List.of(
        answer.json().at("/cores/0/operation/id").asText(),
        answer.json().at("/cores/1/operation/id").asText());
  }
}
