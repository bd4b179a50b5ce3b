package dev.berth.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.client.api.ReservedNames;
import dev.berth.model.Requester;
import dev.berth.starter.TestStarter.Answer;
import dev.berth.starter.temporal.LiveRuns;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
  private static TestStarter starter;

  @BeforeAll
  static void start() {
    starter = TestStarter.start();
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @Test
  void allFaultsAreNamedAtOnceAndNothingIsStarted() throws Exception {
    Answer answer =
        starter.put("/v1/cores/Acme/staging", "{\"region\":\"mars-1\",\"version\":\"latest\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("code").asText()).isEqualTo("bad-input");
    assertThat(fields(answer)).containsExactly("customer", "region", "plan", "version");
    assertThat(answer.text()).contains("us-east-1, eu-west-1", "packed, dedicated");
    assertThat(starter.bean(LiveRuns.class).newest("core/Acme/staging")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\n", "\\u001b", "\\u009b", "\\u0085", "\\u2028", "\\u202e", "\\u200b"})
  void aReasonThatFitsInNoLogIsRefused(String character) throws Exception {
    String body = "{\"reason\": \"a%sb\"}".formatted(character);

    for (String path :
        List.of(
            "/v1/operations/01a2-x/cancel",
            "/v1/hosts/h0123456789a/cordon",
            "/v1/cores/acme/production/restart")) {
      Answer answer = starter.tell(path, body);

      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(fields(answer)).containsExactly("reason");
    }
  }

  @Test
  void everyNameOfBerthsOwnIsReserved() {
    assertThat(List.of(Requester.BERTH, Requester.POOL, Requester.SWEEP, Requester.UPKEEP))
        .extracting(Requester::name)
        .allMatch(ReservedNames::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"berth", "Sweep", " pool", "upkeep "})
  void aRequesterThatLooksLikeBerthItselfIsRefused(String name) throws Exception {
    Answer answer = starter.put("/v1/cores/acme/production", "", "X-Requester", name);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(fields(answer)).containsExactly("X-Requester");
  }

  @Test
  void aRequesterThatDoesNotFitInALogIsRefusedFirst() throws Exception {
    String name = "x".repeat(101);

    for (Answer answer :
        List.of(
            starter.put("/v1/cores/Acme/staging", "", "X-Requester", name),
            starter.put("/v1/customers/Acme", "", "X-Requester", name),
            starter.delete("/v1/freezes/mars-1", "X-Requester", name),
            starter.post("/v1/cores/A/b/credentials", "X-Requester", name),
            starter.post("/v1/images/m1/promote", "X-Requester", name))) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
      assertThat(fields(answer)).containsExactly("X-Requester");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme;reboot",
        "$(reboot)",
        "`reboot`",
        "a|b",
        "a&b",
        "a b",
        "a\nb",
        "a'b",
        "../etc",
        "-acme",
        "a--b",
        "a",
        "äöü",
        "x23456789-123456789-123456789-123456789-1"
      })
  void aCustomerThatIsNoSlugIsRefusedBeforeAnythingStarts(String customer) throws Exception {
    Answer answer =
        starter.put(
            "/v1/cores/%s/development"
                .formatted(URLEncoder.encode(customer, UTF_8).replace("+", "%20")),
            "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(fields(answer)).containsExactly("customer");
    assertThat(starter.bean(LiveRuns.class).newest("core/" + customer + "/development")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "10.1.2.3", "10.1-rc1", "v10.1", "10.1;reboot", "10.x", ""})
  void aVersionIsNumbersAndDots(String version) throws Exception {
    Answer answer =
        starter.put("/v1/cores/acme/development", "{\"version\":\"%s\"}".formatted(version));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(fields(answer)).containsExactly("version");
  }

  @Test
  void aKeyThatIsMisspeltIsNamed() throws Exception {
    Answer answer = starter.put("/v1/cores/acme/development", "{\"regoin\":\"us-east-1\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.json().get("errors"))
        .hasToString(
            """
            [{"field":"regoin","message":"is not a field of this request, which has plan, region, version"}]""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"regi", "[]", "7", "{\"region\":{}}"})
  void aBodyThatIsNotARequestIsRefused(String body) throws Exception {
    Answer answer = starter.put("/v1/cores/acme/development", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("code").asText()).isEqualTo("bad-input");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/cores/acme%2Fdevelopment",
        "/v1/cores/acme/development%2F..%2F..",
        "/v1/cores/..%2F..%2Fetc/passwd",
        "/v1/cores/acme%00/development",
        "/v1/cores/%0d%0aSet-Cookie:a/development",
        "/v1/customers/acme;x=1",
        "/v1/customers/%2E%2E",
        "/v1/customers/acme%2F..%2Fother"
      })
  void aPathThatIsNoNameIsRefusedBeforeAnythingStarts(String path) throws Exception {
    Answer answer = starter.put(path, "{\"plan\":\"packed\"}");

    assertThat(answer.status()).as(answer.text()).isIn(400, 404);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.headers()).doesNotContainKey("set-cookie");
    assertThat(starter.bean(LiveRuns.class).newest("core/acme/development")).isEmpty();
  }

  @Test
  void aKeyIsAskedForByTheNameOfACore() throws Exception {
    Answer answer = starter.post("/v1/cores/A/b/credentials");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(fields(answer)).containsExactly("customer", "environment");
  }

  @Test
  void aRequestIdThatFitsInNoLogLineIsReplaced() throws Exception {
    for (String id : List.of("a b", "x".repeat(101))) {
      Answer answer = starter.put("/v1/customers/A", "", "X-Request-Id", id);

      assertThat(answer.headers().get("x-request-id")).hasSize(36).isNotEqualTo(id);
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    Answer answer =
        starter.put(
            "/v1/cores/acme/development", "{\"region\":\"%s\"}".formatted("x".repeat(20000)));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().get("status").asInt()).isEqualTo(413);
    assertThat(answer.json().get("code").asText()).isEqualTo("body-too-large");
  }

  @Test
  void whateverIsNotThereIsAProblemToo() throws Exception {
    assertThat(starter.get("/v1/nothing").json().get("code").asText()).isEqualTo("no-such-path");
    assertThat(starter.get("/v1/operations?limit=0").text()).contains("limit");
    assertThat(starter.get("/v1/operations?limit=many").status()).isEqualTo(400);
  }

  @Test
  void aRequestWithoutIdIsGivenOne() throws Exception {
    assertThat(starter.get("/v1/cores").headers().get("x-request-id")).hasSize(36);
  }

  private static List<String> fields(Answer answer) {
    List<String> fields = new ArrayList<>();
    for (JsonNode error : answer.json().get("errors")) {
      fields.add(error.get("field").asText());
    }
    return fields;
  }
}
