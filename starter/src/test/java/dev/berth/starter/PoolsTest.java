package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.registry.host.QuotaStore;
import dev.berth.registry.host.QuotaStore.Quota;
import dev.berth.starter.TestStarter.Answer;
import java.util.Map;
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
    assertThat(event.get("actor").asText()).isEqualTo("caller/ops");
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

  @Test
  void aTargetBeyondTheVcpuQuotaIsRefusedBeforeAnythingIsLaunched() throws Exception {
    QuotaStore quotas = starter.registry().registry().quotas();
    quotas.put(new Quota("us-east-1", 5, 2));
    quotas.putTypes(Map.of("t2.micro", 1));

    Answer refused = set("us-east-1/dedicated", "{\"running\": 4}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("code").asText()).isEqualTo("over-quota");
    assertThat(refused.json().get("detail").asText())
        .startsWith("4 more hosts need 4 vCPUs, but 2 of the 5 that the account may run");
    assertThat(set("us-east-1/dedicated", "{\"running\": 3}").status()).isEqualTo(200);
  }

  private Answer set(String pool, String body) throws Exception {
    return starter.put("/v1/pools/" + pool, body, "X-Requester", "ops");
  }
}
