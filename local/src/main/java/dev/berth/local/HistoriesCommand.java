package dev.berth.local;

import dev.berth.local.histories.Download;
import dev.berth.local.histories.Replay;
import dev.berth.servers.process.Checkout;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The replay gate: whether runs under way survive today's code. */
@Command(
    name = "histories",
    mixinStandardHelpOptions = true,
    description = {
      "Whether runs that older code began survive today's code: their histories are replayed against it."
    },
    footer = {
      "",
      "Also, by the launcher itself:",
      "  record [RELEASE]  plays every branch of the workflows and keeps its history for this release;",
      "                    never overwrites one. Default: the version and today's date",
      "",
      "Before a deploy:",
      "  berth histories pull --address temporal.example.com:7233 --into before",
      "  berth histories check before"
    })
final class HistoriesCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "pull",
      mixinStandardHelpOptions = true,
      description =
          "Downloads every open run of Berth and every recently closed one from a Temporal server.")
  int pull(
      @Option(
              names = "--address",
              paramLabel = "HOST:PORT",
              description = "The server. Default: TEMPORAL_ADDRESS, or 127.0.0.1:7233.")
          String address,
      @Option(
              names = "--namespace",
              paramLabel = "NAME",
              description = "Default: TEMPORAL_NAMESPACE, or default.")
          String namespace,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              defaultValue = "7d",
              converter = Ago.class,
              description = "How long ago a run may have closed: 12h, 7d. Default: 7d.")
          Duration since,
      @Option(
              names = "--into",
              paramLabel = "DIR",
              required = true,
              description = "A new folder for the histories.")
          Path into)
      throws IOException {
    ClientConfigProfile.Builder server = ClientConfigProfile.load().toBuilder();
    if (address != null) {
      server.setAddress(address);
    }
    if (namespace != null) {
      server.setNamespace(namespace);
    }
    int runs = Download.runs(server.build(), Instant.now().minus(since), into);
    out().printf("%d histories in %s%n", runs, into);
    return 0;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Replays histories against today's code; ends with 1 when one fails.")
  int check(
      @Parameters(
              arity = "0..1",
              paramLabel = "DIR",
              description = "Their folder. Default: the committed ones, of all releases.")
          Path folder)
      throws IOException {
    Replay replay = Replay.of(folder == null ? committed() : folder);
    replay
        .failures()
        .forEach(failure -> out().printf("FAILED %s: %s%n", failure.file(), failure.why()));
    out().printf("%d histories replayed, %d failed%n", replay.replayed(), replay.failures().size());
    return replay.failures().isEmpty() ? 0 : 1;
  }

  private static Path committed() {
    return Checkout.find(System.getenv()).root().resolve("workflows/src/test/resources/histories");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Reads 12h, 7d. */
  static final class Ago implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      String upper = text.toUpperCase(Locale.ROOT);
      try {
        return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'%s' is no time such as 12h or 7d".formatted(text));
      }
    }
  }
}
