package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.VerbWish;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Gives an operation a verb. One command for each, told apart by its name. */
abstract class VerbCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;
  @Mixin private Target target;
  @Mixin private Requester requester;

  @Option(
      names = "--reason",
      paramLabel = "<text>",
      description = "Why, for the event log and for whoever comes after you.")
  private String reason;

  private final String verb;

  VerbCommand(String verb) {
    this.verb = verb;
  }

  /** The step that was seen held; null means: whichever it is. */
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
    OperationView now = client.tell(operation.get().id(), verb, new VerbWish(reason, step()));
    berth
        .output()
        .answer(
            now,
            "%s: taken. See how it goes: berth why %s\n%s".formatted(verb, now.id(), Text.of(now)));
    return ExitCode.DONE;
  }

  /** The verbs of an operation that is held. */
  abstract static class OfHeld extends VerbCommand {
    @Option(
        names = "--step",
        paramLabel = "<step>",
        description = "The step that you saw held: refused when it is another one by now.")
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
        "Takes back all that an operation did. Refused when it is being unwound already,",
        "is past its point of no return, or has ended; then nothing is changed."
      })
  static final class Cancel extends VerbCommand {
    Cancel() {
      super("cancel");
    }
  }

  @Command(name = "retry", description = "Runs the step that is held once more.")
  static final class Retry extends OfHeld {
    Retry() {
      super("retry");
    }
  }

  @Command(
      name = "skip",
      description = {
        "Goes on without the step that is held: what it does, you have done, or do not need.",
        "Refused when later steps need its result."
      })
  static final class Skip extends OfHeld {
    Skip() {
      super("skip");
    }
  }

  @Command(name = "abort", description = "Stops holding an operation, and takes back all it did.")
  static final class Abort extends OfHeld {
    Abort() {
      super("abort");
    }
  }
}
