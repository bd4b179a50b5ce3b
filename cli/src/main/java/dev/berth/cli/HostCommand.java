package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.HostView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The commands on one host. */
@Command(
    name = "host",
    description = {
      "Cordons, uncordons, retires or replaces a host.",
      "To list the hosts: berth hosts"
    },
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
        spec.commandLine(), "Missing command: cordon, uncordon, retire or replace.");
  }

  /** One command. */
  abstract static class Verb implements Callable<Integer> {
    @ParentCommand private HostCommand host;
    @Mixin private AuditOptions by;

    @Parameters(paramLabel = "<host>", description = "Its id.")
    private String id;

    @Override
    public Integer call() throws InterruptedException {
      return call(host.berth.client(by.name()), id, by.reason);
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

  /** A command that an operation carries out. */
  abstract static class LongVerb extends Verb {
    @Mixin private ConfirmOption confirm;
    @Mixin private WaitOptions waiting;

    @Override
    int call(BerthClient client, String hostId, String why) throws InterruptedException {
      confirm.ask(output(), () -> question(client, hostId));
      return waiting.answer(client, begin(client, hostId, why), "host " + hostId, output());
    }

    abstract String question(BerthClient client, String hostId);

    abstract Accepted begin(BerthClient client, String hostId, String why);
  }

  @Command(
      name = "cordon",
      description = {"Keeps new cores off a host.", "Its present cores stay."})
  static final class Cordon extends Verb {
    @Override
    int call(BerthClient client, String hostId, String why) {
      return answer(client.hosts().cordon(hostId, true, why));
    }
  }

  @Command(
      name = "uncordon",
      description = "Ends a cordon, so that new cores may be placed on the host.")
  static final class Uncordon extends Verb {
    @Override
    int call(BerthClient client, String hostId, String why) {
      return answer(client.hosts().cordon(hostId, false, why));
    }
  }

  @Command(
      name = "retire",
      description = {
        "Retires a host without cores.",
        "Its instance is terminated. Refused while a core is on it."
      })
  static final class Retire extends LongVerb {
    @Override
    String question(BerthClient client, String hostId) {
      return "Retire host %s, and terminate its instance?".formatted(hostId);
    }

    @Override
    Accepted begin(BerthClient client, String hostId, String why) {
      return client.hosts().retire(hostId, why);
    }
  }

  @Command(
      name = "replace",
      description = {
        "Replaces a host's instance, and starts its cores on the new one.",
        "URLs and keys stay. The cores do not answer meanwhile: use it when the instance is lost or faulty."
      })
  static final class Replace extends LongVerb {
    @Override
    String question(BerthClient client, String hostId) {
      long cores =
          client.hosts().list().stream()
              .filter(host -> host.id().equals(hostId))
              .flatMap(host -> host.slots().stream())
              .filter(slot -> slot.state().equals("held"))
              .count();
      return "Replace host %s (%s %s not answer meanwhile)?"
          .formatted(hostId, Text.count(cores, "core"), cores == 1 ? "does" : "do");
    }

    @Override
    Accepted begin(BerthClient client, String hostId, String why) {
      return client.hosts().replace(hostId, why);
    }
  }
}
