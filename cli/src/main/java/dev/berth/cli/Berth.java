package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.BerthException.Refused;
import dev.berth.client.BerthException.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top command: the options that all commands share, and the help page. */
@Command(
    name = "berth",
    synopsisSubcommandLabel = "COMMAND",
    description = "Gives every customer a running core.",
    subcommands = {
      DeployCommand.class,
      ShowCommand.class,
      CredentialsCommand.class,
      RestartCommand.class,
      ListCommand.class,
      HostsCommand.class,
      HostCommand.class,
      OperationsCommand.class,
      EventsCommand.class,
      WhyCommand.class,
      VerbCommand.Cancel.class,
      VerbCommand.Retry.class,
      VerbCommand.Skip.class,
      VerbCommand.Abort.class,
      FreezeCommand.class,
      FreezeCommand.Freezes.class,
      FreezeCommand.Thaw.class,
      SweepCommand.class,
      PoolCommand.class,
      ImageCommand.class,
      KeyCommand.class,
      LoginCommand.class,
      LoginCommand.Logout.class,
      CompletionCommand.class,
      HelpCommand.class,
      VersionCommand.class
    },
    commandListHeading = "%nCommands that use a running Berth:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; with --wait: the core is ready",
      "1:something unexpected",
      "2:the input is wrong, or names something that does not exist",
      "3:the operation failed; its receipt says what was undone and what is left",
      "4:Berth, or a system that it needs, does not answer; it is safe to repeat the command",
      "5:not ended within --timeout; the operation goes on",
      "6:refused: it conflicts with the present state or with an operation under way",
      "7:not allowed: the API key is missing, not valid, or not for this"
    },
    footer = {
      "",
      "Examples:",
      "  berth deploy acme development --wait",
      "  berth deploy acme production --region us-east-1 --version 10.1",
      "  berth show acme production",
      "  berth credentials acme production",
      "  berth why acme production",
      "  berth list --json | jq -r '.cores[] | select(.state == \"ready\") | .url'",
      "  BERTH_URL=http://10.0.0.5:8480 berth hosts"
    })
final class Berth implements Callable<Integer> {
  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "<url>",
      defaultValue = "${env:BERTH_URL:-http://127.0.0.1:8480}",
      description =
          "The URL of Berth's starter; also as BERTH_URL. Default: port 8480 of this machine.")
  private String url;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      defaultValue = "false", // else a second one turns it off
      description = "Print the API's JSON, and errors as JSON, too.")
  private boolean json;

  @Option(
      names = "--wide",
      scope = ScopeType.INHERIT,
      defaultValue = "false",
      description = "Show all columns of a table, however narrow the terminal is.")
  private boolean wide;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Spec private CommandSpec spec;

  private final Output output;

  private final Map<String, String> environment;

  /**
   * The commands of a process.
   *
   * @param environment where an API key may be
   */
  Berth(Output output, Map<String, String> environment) {
    this.output = output;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    output().json(Problems.badInput("A command is missing."));
    spec.commandLine().usage(output.err());
    return ExitCode.BAD_INPUT;
  }

  BerthClient client(String requester) {
    return client().onBehalfOf(requester);
  }

  /** The keys that {@code berth login} kept. */
  Credentials credentials() {
    return new Credentials(environment);
  }

  URI url() {
    return parse(url)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "'%s' is not a URL such as %s (--url or BERTH_URL)."
                        .formatted(url, example())));
  }

  /** What was probably meant. */
  private String example() {
    return url.contains("://") ? "http://127.0.0.1:8480" : "http://" + url;
  }

  private static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean http = uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
      return http ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** For commands that only read: the event log records no caller. */
  BerthClient client() {
    return BerthClient.at(url(), new KeyChoice(environment).of(url()).orElse(null));
  }

  /** Explains an error, and returns its exit code. */
  int explain(Exception error) {
    int code = output().explain(error);
    if (error instanceof Unreachable && error.getCause() instanceof IOException && isHere()) {
      output.err().println("To start Berth on this machine: ./berth up");
    }
    if (error instanceof Refused refused
        && List.of(401, 429).contains(refused.problem().status())) {
      output.err().println("To give a key: BERTH_KEY, BERTH_KEY_FILE, or berth login");
    }
    return code;
  }

  /** Whether the URL is one of this machine. */
  private boolean isHere() {
    String host = url().getHost();
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  Output output() {
    return output.forPrograms(json).wide(wide);
  }
}
