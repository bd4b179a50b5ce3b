package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do to a host, through HTTP. Nobody works: what is started only begins. */
class HostVerbsTest {
  private static final String[] BY = {"X-Requester", "ops", "X-Request-Id", "request-1"};

  private TestStarter starter;
  private String host;

  @BeforeEach
  void aReadyHostWithACore() throws Exception {
    starter = TestStarter.start();
    starter.registry().deploy("op-1", "acme");
    starter.sql(
        """
        UPDATE hosts SET state = 'ready', settled_at = now(), instance_id = 'i-1', address = '127.0.0.9'
        """);
    host = starter.get("/v1/hosts").json().at("/hosts/0/id").asText();
  }

  @AfterEach
  void end() {
    starter.close();
  }

  @Test
  void aHostIsCordonedUntilItIsUncordonedAndTheLogSaysWhoAndWhy() throws Exception {
    Answer cordoned = starter.tell(path("cordon"), "{\"reason\": \"noisy\"}", BY);
    assertThat(cordoned.status()).isEqualTo(200);
    assertThat(cordoned.json().path("cordonedAt").asText()).isNotEmpty();
    assertThat(cordoned.json().at("/slots/0/customer").asText()).isEqualTo("acme");
    assertThat(starter.get("/v1/hosts").json().at("/hosts/0/cordonedAt").asText()).isNotEmpty();

    assertThat(starter.post(path("uncordon"), BY).json().has("cordonedAt")).isFalse();

    JsonNode events = starter.get("/v1/events").json().get("events");
    assertThat(events.get(2).path("type").asText()).isEqualTo("host.cordoned");
    assertThat(events.get(2).path("reason").asText()).isEqualTo("noisy");
    assertThat(events.get(3).path("type").asText()).isEqualTo("host.uncordoned");
    assertThat(events.get(3).path("actor").asText()).isEqualTo("caller/ops");
  }

  @Test
  void aHostWithCoresIsNotRetiredAndTheProblemNamesThemBeforeAnythingStarts() throws Exception {
    starter.registry().fail("op-2", "bad");

    Answer refused = starter.post(path("retire"), BY);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("host-in-use");
    assertThat(refused.json().path("detail").asText())
        .contains("acme/development", "bad/development (quarantined)", "nothing was started");
    assertThat(starter.get("/v1/hosts").json().at("/hosts/0/state").asText()).isEqualTo("ready");
  }

  @Test
  void anEmptyHostIsRetiredByAnOperation() throws Exception {
    starter.sql("DELETE FROM placements");

    Answer accepted = starter.tell(path("retire"), "{\"reason\": \"too many\"}", BY);

    assertUnderWay(accepted, "retire-host");
  }

  @Test
  void anEmptyHostIsNotReplaced() throws Exception {
    starter.sql("DELETE FROM placements");

    Answer refused = starter.post(path("replace"), BY);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("host-empty");
  }

  @Test
  void aHostWithCoresIsReplacedByOneOperationHoweverOftenItIsAskedFor() throws Exception {
    Answer accepted = starter.post(path("replace"), BY);
    Answer again = starter.post(path("replace"), BY);

    assertUnderWay(accepted, "replace-host");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().at("/operation/id")).isEqualTo(accepted.json().at("/operation/id"));
  }

  @Test
  void anotherOperationOnTheHostIsRefusedByTheIdOfTheOneThatRuns() throws Exception {
    Answer replaces = starter.post(path("replace"), BY);
    starter.sql("DELETE FROM placements");

    Answer retire = starter.post(path("retire"), BY);

    assertThat(retire.status()).isEqualTo(409);
    assertThat(retire.json().path("code").asText()).isEqualTo("operation-runs");
    assertThat(retire.json().path("detail").asText())
        .contains(replaces.json().at("/operation/id").asText(), "replace-host");
  }

  @Test
  void aHostThatIsNotReadyIsNotReplaced() throws Exception {
    starter.sql("UPDATE hosts SET state = 'launching', settled_at = NULL");

    Answer refused = starter.post(path("replace"), BY);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("host-not-ready");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cordon", "uncordon", "retire", "replace"})
  void whatIsNotThereIsNotFound(String verb) throws Exception {
    assertThat(starter.post("/v1/hosts/h-unknown/" + verb).json().path("code").asText())
        .isEqualTo("no-such-host");
    starter.sql("UPDATE hosts SET state = 'retired'");
    Answer gone = starter.post(path(verb));
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.json().path("code").asText()).isEqualTo("host-gone");
  }

  @ParameterizedTest
  @CsvSource({"cordon", "retire"})
  void aReasonThatFitsInNoLogIsBadInput(String verb) throws Exception {
    assertThat(starter.tell(path(verb), "{\"reason\": \"a\\nb\"}").status()).isEqualTo(400);
  }

  private void assertUnderWay(Answer accepted, String kind) {
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    assertThat(accepted.json().at("/operation/kind").asText()).isEqualTo(kind);
    assertThat(accepted.json().at("/operation/state").asText()).isEqualTo("running");
    assertThat(accepted.json().at("/operation/hostId").asText()).isEqualTo(host);
    assertThat(accepted.json().at("/operation/requester").asText()).isEqualTo("caller/ops");
    assertThat(accepted.headers().get("location"))
        .isEqualTo("/v1/operations/" + accepted.json().at("/operation/id").asText());
  }

  private String path(String verb) {
    return "/v1/hosts/%s/%s".formatted(host, verb);
  }
}
