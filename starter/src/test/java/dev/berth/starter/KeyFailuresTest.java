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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
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
  void aCallerCannotChooseItsAddressUnlessAProxyIsConfigured() throws Exception {
    try (TestStarter open = TestStarter.start();
        TestStarter behindAProxy =
            TestStarter.start(Map.of("berth.client-address-header", "X-Forwarded-For"))) {
      for (String header : List.of("X-Forwarded-For", "Forwarded")) {
        Answer made =
            open.tell(
                "/v1/keys",
                "{\"name\": \"of-%s\", \"scopes\": [\"read\"]}".formatted(header.length()));
        assertThat(usedFrom(open, made, header, "for=evil; host=x:y, 10.0.0.9"))
            .isEqualTo("127.0.0.1");
      }
      Answer made = behindAProxy.tell("/v1/keys", "{\"name\": \"far\", \"scopes\": [\"read\"]}");
      assertThat(usedFrom(behindAProxy, made, "X-Forwarded-For", "evil, 10.0.0.9"))
          .isEqualTo("10.0.0.9");
    }
  }

  private static String usedFrom(TestStarter starter, Answer made, String header, String value)
      throws Exception {
    String key = made.json().get("secret").asText();
    Answer own = starter.sendAs(key, "GET", "/v1/key", null, List.of(header, value));
    assertThat(own.status()).as(own.text()).isEqualTo(200);
    return own.json().path("lastUsedFrom").asText();
  }

  /** Sessions that lock a key's row must not stop its caller. */
  @Test
  void aKeyWhoseUseCannotBeNotedIsLetIn() throws Exception {
    try (TestStarter starter = TestStarter.start()) {
      starter.sql("UPDATE api_keys SET last_used_at = now() - interval '1 hour'");
      try (Connection other = starter.connection()) {
        other.setAutoCommit(false);
        other.createStatement().execute("UPDATE api_keys SET name = name");

        assertThat(starter.get("/v1/cores").status()).isEqualTo(200);
        other.rollback();
      }
    }
  }

  @Test
  void aRegistryThatRefusesIs503() throws Exception {
    isUnreachable("jdbc:postgresql://127.0.0.1:1/none");
  }

  @Test
  void aRegistryThatSaysNothingIs503() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      isUnreachable("jdbc:postgresql://127.0.0.1:%d/none".formatted(silent.getLocalPort()));
    }
  }

  /** The bound is far above the second that it takes: this computer may be busy. */
  private static void isUnreachable(String registry) throws Exception {
    try (TestStarter starter = TestStarter.start(Map.of("berth.registry.url", registry))) {
      long began = System.nanoTime();
      Answer answer = starter.get("/v1/cores");

      assertThat(answer.status()).as(answer.text()).isEqualTo(503);
      assertThat(answer.json().get("code").asText()).isEqualTo("registry-unreachable");
      assertThat(answer.headers()).containsEntry("retry-after", "5");
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      System.out.println("503 after " + took);
      assertThat(took).as("without a bound: 20 s").isLessThan(Duration.ofSeconds(15));
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
      root.detachAppender(log); // other threads may go on
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
