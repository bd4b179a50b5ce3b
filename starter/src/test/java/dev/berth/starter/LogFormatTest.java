package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.junit.jupiter.api.Test;

/** The starter's lines are as the worker's. */
class LogFormatTest {
  @Test
  void aLineIsTextOrJson() throws Exception {
    assertThat(encoder("")).isInstanceOf(PatternLayoutEncoder.class);
    assertThat(encoder("json")).isInstanceOf(JsonEncoder.class);
  }

  private static Encoder<ILoggingEvent> encoder(String format) throws Exception {
    LoggerContext context = new LoggerContext();
    context.putProperty("BERTH_LOG", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
    return ((ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("out"))
        .getEncoder();
  }
}
