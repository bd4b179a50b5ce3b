package dev.berth.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code logback.xml} makes of a line. */
class LogFormatTest {
  private static final Map<String, String> CONTEXT =
      Map.of("operation", "01a2", "subject", "core/acme/production", "step", "Start");

  @Test
  void aLineOfText() throws Exception {
    assertThat(line("", CONTEXT))
        .isEqualTo(
            "1970-01-01T00:00:00.000Z WARN  dev.berth.Test [core/acme/production Start 01a2] so it is\n");
  }

  @Test
  void aLineOfTextOutsideOfOperations() throws Exception {
    assertThat(line("", Map.of()))
        .isEqualTo("1970-01-01T00:00:00.000Z WARN  dev.berth.Test so it is\n");
  }

  @Test
  void whatAMessageQuotesCannotBeginALineOfItsOwn() throws Exception {
    assertThat(line("", Map.of(), "it\n2026 ERROR \u001b[2J\u009b2J\u202eis"))
        .isEqualTo("1970-01-01T00:00:00.000Z WARN  dev.berth.Test so it 2026 ERROR  [2J 2J is\n");
  }

  @Test
  void aLineOfJson() throws Exception {
    JsonNode line = new ObjectMapper().readTree(line("json", CONTEXT));

    assertThat(line.get("formattedMessage").asText()).isEqualTo("so it is");
    assertThat(line.get("level").asText()).isEqualTo("WARN");
    assertThat(line.at("/mdc/operation").asText()).isEqualTo("01a2");
    assertThat(line.at("/mdc/subject").asText()).isEqualTo("core/acme/production");
    assertThat(line.at("/mdc/step").asText()).isEqualTo("Start");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.temporal.internal.sync.WorkflowExecutionHandler",
        "io.temporal.internal.activity.ActivityTaskExecutors"
      })
  void whatFailsAsARunOrAnAttemptIsNoStackTrace(String logger) throws Exception {
    assertThat(context("").getLogger(logger).isWarnEnabled()).isFalse();
    assertThat(context("").getLogger(logger).isErrorEnabled()).isTrue();
  }

  private static LoggerContext context(String format) throws Exception {
    LoggerContext context = new LoggerContext();
    context.putProperty("BERTH_LOG", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .filteredOn(status -> status.getEffectiveLevel() > Status.INFO)
        .isEmpty();
    return context;
  }

  private static String line(String format, Map<String, String> mdc) throws Exception {
    return line(format, mdc, "it is");
  }

  private static String line(String format, Map<String, String> mdc, String said) throws Exception {
    LoggerContext context = context(format);

    LoggingEvent event = new LoggingEvent();
    event.setLoggerContext(context);
    event.setLoggerName("dev.berth.Test");
    event.setLevel(Level.WARN);
    event.setMessage("so {}");
    event.setArgumentArray(new Object[] {said});
    event.setThreadName("main");
    event.setTimeStamp(0);
    event.setMDCPropertyMap(mdc);
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("out");
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
