package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.berth.registry.key.ApiKey;
import dev.berth.starter.TestStarter.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Callers that guess, a registry that is away, and what a log says of keys. */
class KeyFailuresTest {
  @Test
  void anAddressThatFailsOftenIsToldToWaitAndAValidKeyIsAnswered() throws Exception {
    try (TestStarter starter = TestStarter.start()) {
      for (int i = 0; i < 20; i++) {
        assertThat(starter.sendAs("guess", "GET", "/v1/cores", "").status()).isEqualTo(401);
      }
      Answer refused = starter.sendAs(null, "GET", "/v1/cores", "");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.headers()).containsEntry("retry-after", "60");
      assertThat(refused.json().get("code").asText()).isEqualTo("too-many-failures");
      assertThat(starter.get("/v1/cores").status()).isEqualTo(200);
    }
  }

  @Test
  void aKeyThatIsRevokedInOneStarterIsRefusedByAnother() throws Exception {
    try (TestStarter one = TestStarter.start();
        TestStarter other = one.beside()) {
      Answer made = one.tell("/v1/keys", "{\"name\": \"gone\", \"scopes\": [\"read\"]}");
      String key = made.json().get("secret").asText();
      assertThat(other.sendAs(key, "GET", "/v1/cores", "").status()).isEqualTo(200);

      assertThat(
              one.post("/v1/keys/%s/revoke".formatted(ApiKey.parse(key).orElseThrow().id()))
                  .status())
          .isEqualTo(200);

      Answer refused = other.sendAs(key, "GET", "/v1/cores", "");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.headers()).containsEntry("www-authenticate", "Bearer realm=\"Berth\"");
      assertThat(refused.json().get("detail").asText()).contains("(gone) is revoked");
    }
  }

  @Test
  void withoutTheRegistryNoKeyIsTakenForAWrongOne() throws Exception {
    try (TestStarter starter =
        TestStarter.start(Map.of("berth.registry.url", "jdbc:postgresql://127.0.0.1:1/none"))) {
      long began = System.nanoTime();
      Answer answer = starter.get("/v1/cores");

      assertThat(answer.status()).as(answer.text()).isEqualTo(503);
      assertThat(answer.json().get("code").asText()).isEqualTo("registry-unreachable");
      assertThat(answer.headers()).containsEntry("retry-after", "5");
      System.out.println("503 after " + Duration.ofNanos(System.nanoTime() - began));
    }
  }

  @Test
  void noLogHasAKeyWhateverItsLevel() throws Exception {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    configure(context, "logback.xml"); // the program's own
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.detachAndStopAllAppenders();
    root.addAppender(log);
    root.setLevel(Level.DEBUG);
    context.getLogger("io.micronaut").setLevel(Level.DEBUG);
    try (TestStarter starter = TestStarter.start()) {
      String wrong = starter.key().substring(0, 30);
      for (String header : List.of("Bearer " + wrong, starter.key(), "Basic " + starter.key())) {
        Answer _ = starter.send("GET", "/v1/cores", null, "Authorization", header);
      }
      assertThat(starter.get("/v1/cores").status()).isEqualTo(200);
      assertThat(List.copyOf(log.list))
          .isNotEmpty()
          .filteredOn(line -> line.getFormattedMessage().contains(starter.key().substring(15, 30)))
          .extracting(line -> line.getLoggerName() + ": " + line.getFormattedMessage())
          .isEmpty();
    } finally {
      configure(context, "logback-test.xml");
    }
  }

  private static void configure(LoggerContext context, String file) throws Exception {
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(KeyFailuresTest.class.getResource("/" + file));
  }
}
