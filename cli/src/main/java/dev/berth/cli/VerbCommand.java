package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.VerbRequest;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Sends a verb to an operation: one command for each verb. */
abstract class VerbCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;
  @Mixin private Target target;
  @Mixin private RequesterOption requester;

  @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the event log.")
  private String reason;

  private final String verb;

  VerbCommand(String verb) {
    this.verb = verb;
  }

  /** The step that must be held; null for any. */
  String step() {
    return null;
  }

  @Override
  public Integer call() {
    BerthClient client = berth.client(requester.name());
    Optional<OperationView> operation = target.find(client);
    if (operation.isEmpty()) {
      berth.output().err().println(target.unknown());
      return ExitCode.BAD_INPUT;
    }
    Accepted accepted = client.tell(operation.get().id(), verb, new VerbRequest(reason, step()));
    berth
        .output()
        .answer(
            accepted,
            "%s was accepted. To see the progress: berth why %s\n%s"
                .formatted(verb, accepted.operation().id(), Text.of(accepted.operation())));
    return ExitCode.DONE;
  }

  /** The verbs that need a held operation. */
  abstract static class OfHeld extends VerbCommand {
    @Option(
        names = "--step",
        paramLabel = "<step>",
        description = "The step that must be held; the command is refused when another one is.")
    private String step;

    OfHeld(String verb) {
      super(verb);
    }

    @Override
    String step() {
      return step;
    }
  }

  @Command(
      name = "cancel",
      description = {
        "Unwinds an operation: everything it did is undone.",
        "Refused when it is being unwound already, is past its point of no return, or has ended; then",
        "nothing is changed."
      })
  static final class Cancel extends VerbCommand {
    Cancel() {
      super("cancel");
    }
  }

  @Command(name = "retry", description = "Runs the held step once more.")
  static final class Retry extends OfHeld {
    Retry() {
      super("retry");
    }
  }

  @Command(
      name = "skip",
      description = {
        "Skips the held step, because you did its work by hand or it is not needed.",
        "Refused when later steps need its result."
      })
  static final class Skip extends OfHeld {
    Skip() {
      super("skip");
    }
  }

  @Command(name = "abort", description = "Ends a held operation: everything it did is undone.")
  static final class Abort extends OfHeld {
    Abort() {
      super("abort");
    }
  }
}
