package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.client.BerthClient;
import dev.berth.client.BerthException.Refused;
import dev.berth.client.api.CoreFilter;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.EventFilter;
import dev.berth.client.api.HostFilter;
import dev.berth.client.api.HostView;
import dev.berth.client.api.OperationFilter;
import dev.berth.client.api.OperationView;
import dev.berth.starter.TestStarter.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, restricted: by the API, through the client. */
class FiltersTest {
  private static final String HELD = UUID.randomUUID().toString();

  private static TestStarter starter;
  private static BerthClient berth;

  @BeforeAll
  static void start() throws Exception {
    starter = TestStarter.start();
    berth = BerthClient.at(starter.url(), starter.key()).onBehalfOf("signup");
    starter.registry().deploy(UUID.randomUUID().toString(), "acme");
    starter.registry().deployProduction(UUID.randomUUID().toString(), "acme");
    starter.registry().place(HELD, "beta");
    starter.registry().place("op-late", "late");
    starter.registry().fail("op-fail", "fail");
    starter.visibility().showOpen("core/beta/development", HELD, "held", "denied");
    starter.visibility().showOpen("core/late/development", "op-late", "running");
    starter.sql("UPDATE cores SET created_at = now() - interval '2 days' WHERE customer = 'acme'");
    starter.sql(
        "UPDATE operations SET started_at = now() - interval '2 days' WHERE customer = 'acme'");
    starter.sql(
        "UPDATE cores SET region = 'eu-west-1' WHERE customer = 'acme' AND environment = 'production'");
    starter.sql("UPDATE hosts SET region = 'eu-west-1' WHERE plan = 'dedicated'");
    starter.sql("UPDATE operations SET region = 'eu-west-1' WHERE plan = 'dedicated'");
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state=ready                  | acme/development acme/production
          state=deploying              | beta/development late/development
          state=absent                 | fail/development
          customer=acme                | acme/development acme/production
          customer=acme&plan=packed    | acme/development
          plan=dedicated               | acme/production
          region=eu-west-1             | acme/production
          region=default&state=ready   | acme/development
          since=1h                     | beta/development late/development
          since=60h&state=deploying    | beta/development late/development
          since=2000-01-01T00:00:00Z   | acme/development acme/production beta/development late/development
          since=9999-01-01T00:00:00Z   | ''
          customer=nobody              | ''
          """)
  void coresAreRestricted(String query, String names) throws Exception {
    List<String> found = new ArrayList<>();
    starter
        .get("/v1/cores?" + query)
        .json()
        .get("cores")
        .forEach(
            core ->
                found.add(core.get("customer").asText() + "/" + core.get("environment").asText()));

    assertThat(String.join(" ", found)).isEqualTo(names);
  }

  @Test
  void aHostRestrictsToWhatIsOnIt() {
    HostView dedicated = berth.hosts().list(HostFilter.none().withPlan("dedicated")).getFirst();

    assertThat(berth.cores(CoreFilter.none().withHost(dedicated.id())))
        .extracting(CoreView::environment)
        .containsExactly("production");
    HostView _ = berth.hosts().cordon(dedicated.id(), true, null);
    assertThat(berth.events(EventFilter.none().withHost(dedicated.id()), 0, 100).events())
        .isNotEmpty()
        .allMatch(event -> event.subject().equals("host/" + dedicated.id()));
  }

  @Test
  void hostsAreRestrictedAndThoseThatAreGoneAreListedOnlyWhenAskedFor() throws Exception {
    assertThat(berth.hosts().list(HostFilter.none().withRegion("eu-west-1")))
        .extracting(HostView::plan)
        .containsExactly("dedicated");
    assertThat(berth.hosts().list(HostFilter.none().withState("ready"))).isEmpty();
    starter.sql(
        "INSERT INTO hosts (id, region, plan, slots, state, created_by, settled_at)"
            + " VALUES ('h00000000000', 'us-east-1', 'packed', 7, 'failed', 'op', now())");
    assertThat(berth.hosts().list()).extracting(HostView::id).doesNotContain("h00000000000");
    assertThat(berth.hosts().list(HostFilter.none().withState("failed").withPlan("packed")))
        .extracting(HostView::id)
        .containsExactly("h00000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "state=held, beta",
    "state=held&reason=denied, beta",
    "reason=denied, beta",
    "state=held&reason=over-quota, ''",
    "state=running&reason=denied, ''",
    "reason=script-failed, fail",
    "state=running, late",
    "state=unwinding, ''",
    "state=left, fail",
    "state=ready, acme acme",
    "state=ready&environment=production, acme",
    "since=1h&kind=deploy-core, fail late beta",
    "kind=sweep, ''",
    "customer=late, late",
    "region=eu-west-1, acme"
  })
  void operationsAreRestricted(String query, String customers) throws Exception {
    List<String> found = new ArrayList<>();
    JsonNode operations = starter.get("/v1/operations?" + query).json().get("operations");
    operations.forEach(operation -> found.add(operation.get("customer").asText()));

    assertThat(String.join(" ", found)).isEqualTo(customers);
    if (customers.equals("beta")) {
      assertThat(operations.get(0).get("state").asText()).isEqualTo("held");
      assertThat(operations.get(0).get("reason").asText()).isEqualTo("denied");
    }
  }

  @Test
  void eventsAreRestricted() {
    EventFilter acme = EventFilter.none().withCustomer("acme");

    assertThat(berth.events(acme, 0, 100).events())
        .extracting(event -> event.subject() + " " + event.type())
        .contains("core/c-acme core.placed", "core/c-acme-p core.registered")
        .noneMatch(event -> event.contains("beta"));
    assertThat(berth.events(acme.withType("core.registered"), 0, 100).events())
        .extracting(event -> event.subject())
        .containsExactly("core/c-acme", "core/c-acme-p");
    assertThat(berth.events(acme.withSince("9999-01-01T00:00:00Z"), 5, 100).next()).isEqualTo(5);
  }

  @Test
  void pagesAreThoseOfTheRestrictedList() throws Exception {
    JsonNode first = starter.get("/v1/operations?state=ready&limit=1").json();
    JsonNode second =
        starter
            .get("/v1/operations?state=ready&limit=1&after=" + first.get("next").asText())
            .json();

    assertThat(first.get("operations")).hasSize(1);
    assertThat(second.get("operations")).hasSize(1);
    assertThat(second.has("next")).isFalse();
    assertThat(berth.operations(OperationFilter.none().withState("ready"), 10))
        .extracting(OperationView::id)
        .containsExactly(
            first.at("/operations/0/id").asText(), second.at("/operations/0/id").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "cores?state=redy, state, 'must be one of absent, deploying, ready, lost'",
    "cores?state=READY, state, 'must be one of absent, deploying, ready, lost'",
    "cores?plan=tent, plan, 'must be one of packed, dedicated'",
    "cores?region=mars-1, region, 'must be one of us-east-1, eu-west-1'",
    "hosts?state=gone, state, 'must be one of launching, ready, stopped, unwanted, failed, retired, lost'",
    "operations?state=done, state, 'must be one of running, held, frozen, unwinding, ready, unwound, left'",
    "operations?reason=denyed, reason, 'must be one of throttled, transient, not-yet-visible, over-quota, wrong-state, out-of-capacity, denied, invalid, no-database-room, unwanted, host-failed, instance-lost, script-failed, image-failed, superseded, wrong-core, in-use, terminated, timed-out, cancelled, frozen, unknown'",
    "images?region=mars-1, region, 'must be one of us-east-1, eu-west-1'"
  })
  void aValueThatThereIsNotIsRefusedAndTheValidOnesAreNamed(
      String list, String field, String message) throws Exception {
    Answer answer = starter.get("/v1/" + list);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/message").asText()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cores?customer=A",
        "cores?host=host-1",
        "cores?since=yesterday",
        "cores?since=-5m",
        "cores?since=30",
        "cores?since=99999999999999h",
        "cores?since=-99999-01-01T00:00:00Z",
        "cores?since=%2B99999-01-01T00:00:00Z",
        "events?since=2026-12-01",
        "events?type=core",
        "operations?kind=deploy"
      })
  void whatCannotRestrictAListIsRefused(String list) throws Exception {
    Answer answer = starter.get("/v1/" + list);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("errors")).hasSize(1);
  }

  @Test
  void allFaultsOfAFilterAreNamedAtOnce() {
    assertThatThrownBy(() -> berth.cores(CoreFilter.none().withState("x").withHost("y")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem().errors())
                    .extracting(fault -> fault.field())
                    .containsExactly("state", "host"));
  }

  @Test
  void withoutTemporalWhatIsHeldCannotBeAskedFor() throws Exception {
    try (TestStarter alone = TestStarter.start()) {
      alone.registry().place(UUID.randomUUID().toString(), "acme");
      alone.temporal().close();

      for (String state : List.of("held", "running")) {
        Answer answer = alone.get("/v1/operations?state=" + state);
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.json().get("code").asText()).isEqualTo("temporal-unreachable");
      }
      assertThat(alone.get("/v1/operations?state=left").status()).isEqualTo(200);
    }
  }
}
