package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.client.api.CredentialsView;
import dev.berth.starter.TestStarter.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class CredentialsTest {
  private static final String KEY = "kHq3mVx8Lw5tYz2RbN7cJd4FgS9pKeXw1UaQoTiM";

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
  void theKeyIsReadWhenAskedAndNoted() throws Exception {
    ready("acme");

    Answer answer =
        starter.post(
            "/v1/cores/acme/development/credentials", "X-Requester", "me", "X-Request-Id", "r-7");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo("{\"url\":\"http://c-acme.test\",\"apiKey\":\"%s\"}".formatted(KEY));
    assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    JsonNode event = last(starter.get("/v1/events").json().get("events"));
    assertThat(event.get("type").asText()).isEqualTo("core.credentials-read");
    assertThat(event.get("subject").asText()).isEqualTo("core/c-acme");
    assertThat(event.get("actor").asText()).isEqualTo("caller/me");
    assertThat(event.get("requestId").asText()).isEqualTo("r-7");
  }

  @Test
  void theKeyIsNeverRemembered() throws Exception {
    ready("changing");
    assertThat(read("changing").text()).contains(KEY);

    TestParameterStore.put("/berth/c-changing", "{\"apiKey\": \"another\"}");

    assertThat(read("changing").json().get("apiKey").asText()).isEqualTo("another");
  }

  @Test
  void aKeyThatCannotBeNotedIsNotTold() throws Exception {
    ready("unnoted");
    starter.sql(
        "ALTER TABLE events ADD CONSTRAINT fullness CHECK (subject <> 'core/c-unnoted') NOT VALID");

    Answer answer = read("unnoted");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).doesNotContain(KEY);
  }

  @Test
  void aRoleThatReadsAndInsertsEventsIsEnough() throws Exception {
    try (TestStarter modest = TestStarter.start(Map.of("berth.registry.user", "modest"))) {
      modest.sql("CREATE ROLE modest LOGIN");
      modest.sql(
          "DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO modest',"
              + " current_database()); END $$");
      modest.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO modest");
      modest.sql("GRANT INSERT ON events TO modest");
      modest.sql("GRANT EXECUTE ON FUNCTION next_event_position() TO modest");
      modest.registry().deploy("op-modest", "modest");
      TestParameterStore.put("/berth/c-modest", "{\"apiKey\": \"%s\"}".formatted(KEY));

      Answer answer = modest.post("/v1/cores/modest/development/credentials");

      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, AccessDeniedException, secret-store-refuses, ssm:GetParameter",
    "400, ParameterNotFound, secret-missing, /berth/c-",
    "400, ThrottlingException, secret-store-unreachable, safe to ask again",
    "500, InternalServerError, secret-store-unreachable, safe to ask again"
  })
  void whatAwsRefusesIsToldAndNotNoted(int status, String code, String problem, String detail)
      throws Exception {
    String customer = "aws-" + code.toLowerCase(Locale.ROOT);
    ready(customer);
    TestParameterStore.refuse("/berth/c-" + customer, status, code);

    Answer answer = read(customer);

    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("retry-after", "5");
    assertThat(answer.json().get("code").asText()).isEqualTo(problem);
    assertThat(answer.json().get("detail").asText()).contains(detail);
    assertThat(starter.registry().registry().events().of("core/c-" + customer))
        .extracting(event -> event.type().word())
        .containsExactly("core.placed", "core.registered");
  }

  @Test
  void aSecretOfAnotherFormIsNotQuoted() throws Exception {
    ready("formless");
    TestParameterStore.put("/berth/c-formless", KEY);

    Answer answer = read("formless");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).doesNotContain(KEY);
  }

  @Test
  void onlyACoreThatIsReadyHasCredentials() throws Exception {
    starter.put("/v1/cores/early/development", "");

    assertThat(read("nobody").json().get("code").asText()).isEqualTo("no-such-core");
    assertThat(read("nobody").status()).isEqualTo(404);
    assertThat(read("early").json().get("code").asText()).isEqualTo("core-not-ready");
    assertThat(read("early").status()).isEqualTo(409);
  }

  @Test
  void theKeyIsInNoLogWhateverItsLevel() throws Exception {
    ready("quiet");
    TestParameterStore.put("/berth/c-spoilt", KEY);
    starter.registry().deploy("op-spoilt", "spoilt");
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level level = root.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    try {
      assertThat(read("quiet").text()).contains(KEY);
      read("spoilt");
    } finally {
      root.setLevel(level);
      root.detachAppender(log);
    }

    assertThat(List.copyOf(log.list))
        .extracting(ILoggingEvent::getLoggerName)
        .contains("software.amazon.awssdk.request", "dev.berth.starter.problem.ErrorHandler");
    assertThat(List.copyOf(log.list))
        .noneMatch(event -> event.getFormattedMessage().contains(KEY))
        .noneMatch(event -> String.valueOf(event.getThrowableProxy()).contains(KEY));
    assertThat(new CredentialsView("http://c.test", KEY).toString()).doesNotContain(KEY);
  }

  private static void ready(String customer) {
    starter.registry().deploy("op-" + customer, customer);
    TestParameterStore.put(
        "/berth/c-" + customer, "{\"apiKey\": \"%s\", \"databasePassword\": \"x\"}".formatted(KEY));
  }

  private static Answer read(String customer) throws Exception {
    return starter.post("/v1/cores/%s/development/credentials".formatted(customer));
  }

  private static JsonNode last(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).reduce((_, next) -> next).orElseThrow();
  }
}
