package dev.berth.starter.cli;

import dev.berth.starter.client.BerthClient;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all others: what they share, and the page that teaches them. */
@Command(
    name = "berth",
    synopsisSubcommandLabel = "COMMAND",
    description = "Gives every customer a running core.",
    subcommands = {
      DeployCommand.class,
      ShowCommand.class,
      CredentialsCommand.class,
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
      FreezeCommand.Thaw.class,
      SweepCommand.class,
      PoolCommand.class,
      ImageCommand.class,
      VersionCommand.class
    },
    commandListHeading = "%nCommands that ask a running Berth:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; with --wait: the core is ready",
      "1:something unexpected",
      "2:what was asked is wrong or does not exist",
      "3:the deployment failed; the receipt says what was undone and what is left",
      "4:Berth, or something that it needs, is away; it is safe to ask again",
      "5:still under way after --timeout; it goes on",
      "6:refused: it contradicts what is there or under way"
    },
    footerHeading = "%nCommands of the launcher, which start Berth itself:%n",
    footer = {
      "  up           Berth and all that it needs, on this machine, until Ctrl-C",
      "  demo         a tour: eight cores, and a worker that is killed on the way",
      "  chaos        many cores while everything is killed, and the count afterwards",
      "  bench        how long a core takes to be ready, by way",
      "  doctor       what this machine and an installation lack, and what to do",
      "  migrate      makes the registry's tables, or brings them up to date, as their owner",
      "  test         all tests",
      "  histories    whether runs under way survive today's code",
      "  tools        finds, downloads or builds the Temporal server",
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
          "Where Berth's starter is; also as BERTH_URL. Default: port 8480 of this machine.")
  private URI url;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Answer as the API does, on standard output; messages go to standard error.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "This page, or that of a command.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Spec private CommandSpec spec;

  private final Output output;

  Berth(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(output.err());
    return ExitCode.BAD_INPUT;
  }

  /** What the launcher runs when it is told nothing. */
  @Command(name = "help", description = "This page.")
  int help() {
    spec.commandLine().usage(output.out());
    return ExitCode.DONE;
  }

  BerthClient client(String requester) {
    if (url.getHost() == null || !String.valueOf(url.getScheme()).startsWith("http")) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' is no URL such as http://127.0.0.1:8480 (--url or BERTH_URL).".formatted(url));
    }
    return BerthClient.at(url, requester);
  }

  /** For what only reads: nobody is noted. */
  BerthClient client() {
    return client("cli");
  }

  Output output() {
    return output.forPrograms(json);
  }
}
