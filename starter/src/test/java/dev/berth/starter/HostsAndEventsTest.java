package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class HostsAndEventsTest {
  @Test
  void aHostShowsWhichCoreSitsInWhichSlot() throws Exception {
    try (TestStarter starter = TestStarter.start()) {
      starter.registry().fail("op-1", "gone");
      starter.registry().deploy("op-2", "acme");

      JsonNode slots = starter.get("/v1/hosts").json().at("/hosts/0/slots");

      assertThat(slots).hasSize(7);
      assertThat(slots.get(0).get("state").asText()).isEqualTo("quarantined");
      assertThat(slots.get(1))
          .hasToString(
              """
              {"slot":1,"state":"held","coreId":"c-acme","customer":"acme","environment":"development"}""");
      assertThat(slots.get(2)).hasToString("{\"slot\":2,\"state\":\"free\"}");
    }
  }

  @Test
  void whoeverFollowsTheEventsMissesNoneAndSeesNoneTwice() throws Exception {
    try (TestStarter starter = TestStarter.start()) {
      starter.registry().deploy("op-1", "acme");

      JsonNode first = starter.get("/v1/events?limit=1").json();
      JsonNode second = starter.get("/v1/events?after=" + first.get("next").asText()).json();
      JsonNode none = starter.get("/v1/events?after=" + second.get("next").asText()).json();

      assertThat(first.at("/events/0/type").asText()).isEqualTo("core.placed");
      assertThat(second.at("/events/0/type").asText()).isEqualTo("core.registered");
      assertThat(second.at("/events/0/after")).hasToString("{\"state\":\"ready\"}");
      assertThat(second.get("events")).hasSize(1);
      assertThat(none.get("events")).isEmpty();
      assertThat(none.get("next")).isEqualTo(second.get("next"));
    }
  }
}
