package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.HostView;
import dev.berth.client.api.OperationView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What is done to one host. */
@Command(
    name = "host",
    description = "Does something to a host; berth hosts lists them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      HostCommand.Cordon.class,
      HostCommand.Uncordon.class,
      HostCommand.Retire.class,
      HostCommand.Replace.class
    },
    footer = {
      "",
      "Examples:",
      "  berth host cordon h0123456789a --reason \"noisy neighbour\"",
      "  berth host retire h0123456789a --wait",
      "  berth host replace h0123456789a --reason \"its disk is failing\""
    })
final class HostCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what: cordon, uncordon, retire or replace.");
  }

  /** One thing that is done. */
  abstract static class Verb implements Callable<Integer> {
    @ParentCommand private HostCommand host;
    @Mixin private Requester requester;

    @Parameters(paramLabel = "<host>", description = "Its id.")
    private String id;

    @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the event log.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
      return call(host.berth.client(requester.name()), id, reason);
    }

    abstract int call(BerthClient client, String hostId, String why) throws InterruptedException;

    int answer(HostView now) {
      output().answer(now, "%s: %s".formatted(now.id(), Text.state(now)));
      return ExitCode.DONE;
    }

    Output output() {
      return host.berth.output();
    }
  }

  /** One that goes on after it was asked for. */
  abstract static class LongVerb extends Verb {
    @Mixin private Waiting waiting;

    @Override
    int call(BerthClient client, String hostId, String why) throws InterruptedException {
      OperationView begun = begin(client, hostId, why);
      if (waiting.wanted()) {
        return waiting.follow(client, begun, "host " + hostId, output());
      }
      output()
          .answer(
              begun,
              "%s is under way. See how it goes: berth why %s\n%s"
                  .formatted(begun.kind(), begun.id(), Text.of(begun)));
      return ExitCode.DONE;
    }

    abstract OperationView begin(BerthClient client, String hostId, String why);
  }

  @Command(
      name = "cordon",
      description = "Keeps new cores off a host. Those that are on it stay, and it stays so.")
  static final class Cordon extends Verb {
    @Override
    int call(BerthClient client, String hostId, String why) {
      return answer(client.cordon(hostId, true, why));
    }
  }

  @Command(name = "uncordon", description = "Lets cores on a host again.")
  static final class Uncordon extends Verb {
    @Override
    int call(BerthClient client, String hostId, String why) {
      return answer(client.cordon(hostId, false, why));
    }
  }

  @Command(
      name = "retire",
      description = "Takes a host away. Refused while a core lives on it; then nothing is started.")
  static final class Retire extends LongVerb {
    @Override
    OperationView begin(BerthClient client, String hostId, String why) {
      return client.retire(hostId, why);
    }
  }

  @Command(
      name = "replace",
      description = {
        "Gives a host another instance, and starts its cores again on it, at the same URLs.",
        "They are away for the time that this takes: for a host whose instance is lost or unfit."
      })
  static final class Replace extends LongVerb {
    @Override
    OperationView begin(BerthClient client, String hostId, String why) {
      return client.replace(hostId, why);
    }
  }
}
