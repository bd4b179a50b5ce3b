package dev.berth.starter.cli;

import dev.berth.starter.client.BerthClient;
import dev.berth.starter.client.Json;
import java.io.PrintWriter;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command shares: which starter, and in which form it answers. */
final class Door {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${BERTH_URL:-http://127.0.0.1:8480}",
      description = "The starter. Default: $BERTH_URL, else http://127.0.0.1:8480.")
  private URI url;

  @Option(names = "--json", description = "The API's own answer on standard output, for scripts.")
  private boolean json;

  BerthClient client(String requester) {
    return BerthClient.at(url, requester);
  }

  BerthClient client() {
    return client("cli");
  }

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Prints the record as JSON, or what {@code text} prints. */
  void answer(Object value, Runnable text) {
    if (json) {
      out().println(Json.write(value));
    } else {
      text.run();
    }
  }
}
