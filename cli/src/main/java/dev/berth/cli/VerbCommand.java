package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.BerthException.Refused;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.Problem;
import dev.berth.client.api.VerbRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Sends a verb to an operation, or to several: one command for each verb. */
abstract class VerbCommand implements Callable<Integer> {
  private static final List<String> HELD = List.of("held");

  @ParentCommand private Berth berth;

  @ArgGroup(multiplicity = "1")
  private Which which;

  private static final class Which {
    @ArgGroup(exclusive = false)
    private Target one;

    @ArgGroup(exclusive = false)
    private Several several;
  }

  @Option(
      names = "--reason",
      paramLabel = "<text>",
      description =
          "Why, for the event log. With --all: only operations with this reason, such as denied.")
  private String reason;

  @Mixin private RequesterOption requester;
  @Mixin private ConfirmOption confirm;
  @Mixin private WaitOptions waiting;
  @Spec private CommandSpec spec; // its name is the verb

  /** The states of operations that take the verb. */
  List<String> states() {
    return HELD;
  }

  /** The step that must be held; null for any. */
  String step() {
    return null;
  }

  /** Whether the verb undoes what the operation did. */
  boolean undoes() {
    return false;
  }

  @Override
  public Integer call() throws InterruptedException {
    BerthClient client = berth.client(requester.name());
    return which.one == null ? several(client) : one(client, which.one.operation(client));
  }

  private int one(BerthClient client, OperationView operation) throws InterruptedException {
    String name = "%s of %s".formatted(operation.kind(), Text.on(operation));
    String accepted =
        "%s of %s on %s was accepted. To see the progress: berth why %s"
            .formatted(spec.name(), operation.kind(), Text.on(operation), operation.id());
    if (undoes()) {
      confirm.ask(berth.output(), () -> "End %s, and undo everything that it did?".formatted(name));
    }
    return waiting.answer(
        client,
        tell(client, operation, reason),
        Text.on(operation),
        accepted,
        this::succeeded,
        berth.output());
  }

  private Accepted tell(BerthClient client, OperationView operation, String why) {
    return client.tell(operation.id(), spec.name(), new VerbRequest(why, step()));
  }

  private boolean succeeded(OperationView ended) {
    return undoes() ? ended.state().equals("unwound") : ended.succeeded();
  }

  /** What became of one of several operations, for programs. */
  private record Told(OperationView operation, Problem problem) {}

  /** Shows the operations first, and asks. A refusal by one does not keep the others from it. */
  private int several(BerthClient client) throws InterruptedException {
    Output output = berth.output();
    List<OperationView> operations = which.several.operations(client, states(), reason);
    if (operations.isEmpty()) {
      throw BadInput.noneTakesIt(spec.name(), states());
    }
    output.text(OperationsCommand.table(operations, output.style()));
    String these = Text.count(operations.size(), "operation");
    confirm.ask(
        output,
        () ->
            undoes()
                ? "End %s, and undo everything that was done?".formatted(these)
                : "Send %s to %s?".formatted(spec.name(), these));
    List<Told> told = new ArrayList<>();
    for (OperationView operation : operations) {
      told.add(tell(client, operation));
      output.text(line(told.getLast())); // said at once: the next one may find no Berth
    }
    List<Told> seen = awaited(client, told);
    seen.stream().filter(one -> one.operation().ended()).forEach(one -> output.text(line(one)));
    output.json(Map.of("operations", seen));
    return seen.stream().mapToInt(this::code).max().orElseThrow();
  }

  private Told tell(BerthClient client, OperationView operation) {
    String why = "one of several: %s".formatted(Optional.ofNullable(reason).orElse("all"));
    try {
      return new Told(tell(client, operation, why).operation(), null);
    } catch (Refused refused) {
      return new Told(operation, refused.problem());
    }
  }

  private List<Told> awaited(BerthClient client, List<Told> told) throws InterruptedException {
    Optional<Waiter> waiter = waiting.waiter(client, berth.output());
    if (waiter.isEmpty()) {
      return told;
    }
    List<OperationView> accepted =
        told.stream().filter(one -> one.problem() == null).map(Told::operation).toList();
    Map<String, OperationView> seen =
        waiter.get().await(accepted, Text::on).stream()
            .collect(Collectors.toMap(OperationView::id, operation -> operation));
    return told.stream()
        .map(
            one ->
                new Told(seen.getOrDefault(one.operation().id(), one.operation()), one.problem()))
        .toList();
  }

  private String line(Told one) {
    OperationView operation = one.operation();
    return "%s of %s: %s"
        .formatted(
            operation.kind(),
            Text.on(operation),
            one.problem() == null
                ? operation.ended() ? operation.state() : spec.name() + " was accepted"
                : one.problem().detail());
  }

  private int code(Told one) {
    if (one.problem() != null) {
      return ExitCode.of(one.problem());
    }
    if (waiting.waits()) {
      return one.operation().ended()
          ? succeeded(one.operation()) ? ExitCode.DONE : ExitCode.FAILED
          : ExitCode.TIMED_OUT;
    }
    return ExitCode.DONE;
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
    @Override
    List<String> states() {
      return List.of("running", "held", "frozen");
    }

    @Override
    boolean undoes() {
      return true;
    }
  }

  @Command(
      name = "retry",
      description = "Runs the held step of an operation once more.",
      footer = {
        "",
        "Examples:",
        "  berth retry acme production --wait",
        "  berth retry --all --reason denied"
      })
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
    @Override
    boolean undoes() {
      return true;
    }
  }
}
