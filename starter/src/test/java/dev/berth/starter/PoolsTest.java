package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoolsTest {
  private TestStarter starter;

  @BeforeEach
  void start() {
    starter = TestStarter.start();
  }

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void aPoolThatIsSetSaysWhatIsThereAndWhatItWillCost() throws Exception {
    Answer set = set("us-east-1/dedicated", "{\"running\": 2, \"stopped\": 3}");

    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(set.json().get("running")).hasToString("{\"target\":2,\"ready\":0,\"filling\":0}");
    assertThat(set.json().get("stopped").get("target").asInt()).isEqualTo(3);
    // 2 x (0.0116 + 0.005) x 730 + 5 x 0.64
    assertThat(set.json().get("costPerMonth").asText()).isEqualTo("27.44");
    assertThat(starter.get("/v1/pools").json().at("/pools/0")).isEqualTo(set.json());
  }

  @Test
  void whatIsLeftOutStaysAsItWasAndTheEventLogTellsWhoChangedTheRest() throws Exception {
    set("us-east-1/dedicated", "{\"running\": 2, \"stopped\": 3}");

    JsonNode pool = set("default/dedicated", "{\"running\": 0}").json();

    assertThat(pool.at("/running/target").asInt()).isZero();
    assertThat(pool.at("/stopped/target").asInt()).isEqualTo(3);
    JsonNode event = starter.get("/v1/events").json().at("/events/1");
    assertThat(event.get("type").asText()).isEqualTo("pool.set");
    assertThat(event.get("actor").asText()).isEqualTo("ops");
    assertThat(event.get("before").toString()).contains("2 running, 3 stopped");
    assertThat(event.get("after").toString()).contains("0 running, 3 stopped");
  }

  @Test
  void allThatIsWrongWithAPoolIsToldAtOnceAndNothingIsSet() throws Exception {
    JsonNode errors = set("mars/vast", "{\"running\": -1, \"stopped\": 1001}").json().get("errors");

    assertThat(errors.findValuesAsText("field"))
        .containsExactly("region", "plan", "running", "stopped");
    assertThat(errors.findValuesAsText("message"))
        .contains("must be one of us-east-1, eu-west-1", "must be one of dedicated, packed");
    assertThat(starter.get("/v1/pools").json().get("pools")).isEmpty();
  }

  private Answer set(String pool, String body) throws Exception {
    return starter.put("/v1/pools/" + pool, body, "X-Requester", "ops");
  }
}
