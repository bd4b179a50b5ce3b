package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.VerbRequest;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Sends a verb to an operation: one command for each verb. */
abstract class VerbCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Mixin private Target target;
  @Mixin private AuditOptions by;
  @Spec private CommandSpec spec; // its name is the verb

  /** The step that must be held; null for any. */
  String step() {
    return null;
  }

  /** Asks first, where the verb undoes something. */
  void ask(Output output, Supplier<String> question) {}

  @Override
  public void run() {
    BerthClient client = berth.client(by.name());
    OperationView operation = target.operation(client);
    ask(
        berth.output(),
        () ->
            "End %s of %s, and undo everything that it did?"
                .formatted(operation.kind(), Text.on(operation)));
    Accepted accepted =
        client.tell(operation.id(), spec.name(), new VerbRequest(by.reason, step()));
    berth
        .output()
        .answer(
            accepted,
            "%s of %s on %s was accepted. To see the progress: berth why %s"
                .formatted(spec.name(), operation.kind(), Text.on(operation), operation.id()));
  }

  /** The verbs that need a held operation. */
  abstract static class OfHeld extends VerbCommand {
    @Option(
        names = "--step",
        paramLabel = "<step>",
        description = "The step that must be held; the command is refused when another one is.")
    private String step;

    @Override
    String step() {
      return step;
    }
  }

  @Command(
      name = "cancel",
      description = {
        "Undoes everything that an operation did.",
        "Refused when it is being unwound already, is past its point of no return, or has ended. Nothing is changed then."
      })
  static final class Cancel extends VerbCommand {
    @Mixin private ConfirmOption confirm;

    @Override
    void ask(Output output, Supplier<String> question) {
      confirm.ask(output, question);
    }
  }

  @Command(name = "retry", description = "Runs the held step of an operation once more.")
  static final class Retry extends OfHeld {}

  @Command(
      name = "skip",
      description = {
        "Goes on without the held step of an operation.",
        "Use it when you did the step's work by hand, or when the step is not needed. Refused when later steps need its result."
      })
  static final class Skip extends OfHeld {}

  @Command(
      name = "abort",
      description = "Ends a held operation, and undoes everything that it did.")
  static final class Abort extends OfHeld {
    @Mixin private ConfirmOption confirm;

    @Override
    void ask(Output output, Supplier<String> question) {
      confirm.ask(output, question);
    }
  }
}
