package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreezesTest {
  private TestStarter starter;

  @BeforeEach
  void start() {
    starter = TestStarter.start().withWorker();
  }

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void aFreezeSaysWhoAndWhyAndStaysAsItWasUntilItIsThawed() throws Exception {
    Answer first = freeze("us-east-1", "wrong subnet");
    Answer second = freeze("us-east-1", "another reason");

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(starter.get("/v1/freezes").json().at("/freezes/0/reason").asText())
        .isEqualTo("wrong subnet");

    assertThat(starter.delete("/v1/freezes/us-east-1", "X-Requester", "ops").status())
        .isEqualTo(204);
    assertThat(starter.get("/v1/freezes").json().get("freezes")).isEmpty();
    assertThat(starter.delete("/v1/freezes/us-east-1").status()).isEqualTo(404);
    JsonNode events = starter.get("/v1/events").json().get("events");
    assertThat(events.findValuesAsText("type")).containsExactly("region.frozen", "region.thawed");
    assertThat(events.findValuesAsText("actor")).containsOnly("caller/ops");
    assertThat(events.get(0).get("reason").asText()).isEqualTo("wrong subnet");
  }

  @Test
  void whyNamesTheFreezeAndTheVerbThatHelps() throws Exception {
    freeze("all", "drill");
    starter.put("/v1/cores/acme/development", "");

    JsonNode why = starter.get("/v1/cores/acme/development/why").json();

    assertThat(why.get("why").asText()).contains("all is frozen since", "by caller/ops: drill");
    assertThat(why.get("verbs")).hasToString("[\"thaw\",\"cancel\"]");
  }

  @Test
  void anUnknownRegionOrAMissingReasonIsBadInput() throws Exception {
    assertThat(freeze("mars", "x").json().at("/errors/0/message").asText())
        .isEqualTo("must be all or one of us-east-1, eu-west-1");
    assertThat(starter.put("/v1/freezes/us-east-1", "").status()).isEqualTo(400);
    assertThat(starter.put("/v1/freezes/us-east-1", "{\"reason\": \" \"}").status()).isEqualTo(400);
    assertThat(starter.get("/v1/freezes").json().get("freezes")).isEmpty();
  }

  private Answer freeze(String region, String reason) throws Exception {
    return starter.put(
        "/v1/freezes/" + region, "{\"reason\": \"%s\"}".formatted(reason), "X-Requester", "ops");
  }
}
