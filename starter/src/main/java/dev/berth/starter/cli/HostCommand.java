package dev.berth.starter.cli;

import dev.berth.starter.api.HostView;
import dev.berth.starter.api.OperationView;
import dev.berth.starter.client.BerthClient;
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
      "  berth host retire h0123456789a",
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
  abstract static class Verb implements Runnable {
    @ParentCommand private HostCommand host;
    @Mixin private Requester requester;

    @Parameters(paramLabel = "<host>", description = "Its id.")
    private String id;

    @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the event log.")
    private String reason;

    @Override
    public void run() {
      run(host.berth.client(requester.name()), id, reason);
    }

    abstract void run(BerthClient client, String hostId, String why);

    void answer(HostView now) {
      host.berth.output().answer(now, "%s: %s".formatted(now.id(), Text.state(now)));
    }

    void answer(OperationView now) {
      host.berth
          .output()
          .answer(
              now,
              "%s is under way. See how it goes: berth why %s\n%s"
                  .formatted(now.kind(), now.id(), Text.of(now)));
    }
  }

  @Command(
      name = "cordon",
      description = "Keeps new cores off a host. Those that are on it stay, and it stays so.")
  static final class Cordon extends Verb {
    @Override
    void run(BerthClient client, String hostId, String why) {
      answer(client.cordon(hostId, true, why));
    }
  }

  @Command(name = "uncordon", description = "Lets cores on a host again.")
  static final class Uncordon extends Verb {
    @Override
    void run(BerthClient client, String hostId, String why) {
      answer(client.cordon(hostId, false, why));
    }
  }

  @Command(
      name = "retire",
      description = "Takes a host away. Refused while a core lives on it; then nothing is started.")
  static final class Retire extends Verb {
    @Override
    void run(BerthClient client, String hostId, String why) {
      answer(client.retire(hostId, why));
    }
  }

  @Command(
      name = "replace",
      description = {
        "Gives a host another instance, and starts its cores again on it, at the same URLs.",
        "They are away for the time that this takes: for a host whose instance is lost or unfit."
      })
  static final class Replace extends Verb {
    @Override
    void run(BerthClient client, String hostId, String why) {
      answer(client.replace(hostId, why));
    }
  }
}
