package dev.berth.workflows.operation;

import dev.berth.model.OperationState;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Receives operators' commands, whatever the run is busy with. A command is refused at once with
 * the reason, or noted here for {@link Steps} to carry out.
 */
final class OperatorCommands implements OperatorControls {
  /** An answer to a hold. */
  record Given(Verb verb, OperatorCommand command) {}

  private final ProgressRecorder progress;
  private CancellationScope forward;
  private boolean noWayBack;
  private boolean unwinding;
  private OperatorCommand cancelled;
  private OperatorCommand aborted;
  private Given given;

  OperatorCommands(ProgressRecorder progress) {
    this.progress = progress;
  }

  /** The scope that a cancel ends. */
  void opens(CancellationScope scope) {
    forward = scope;
  }

  /** From here on a cancel comes too late. */
  void closesTheWayBack() {
    noWayBack = true;
  }

  /** From here on everything is taken back, held or not. */
  void unwinds() {
    unwinding = true;
    if (given != null && given.verb() == Verb.ABORT) {
      aborted = given.command();
    }
    given = null; // a hold while it unwinds needs an answer of its own
  }

  /** The step from which there was no way back did not happen. */
  void opensTheWayBack() {
    noWayBack = false;
  }

  /** Whether a cancel comes too late. */
  boolean noWayBack() {
    return noWayBack;
  }

  /** Before a compensation is declared: what a cancel kept from starting needs none. */
  void refuseWhenCancelled() {
    if (noWayBack) {
      return;
    }
    CancellationScope scope = CancellationScope.current();
    if (scope.isCancelRequested()) {
      throw new CanceledFailure(
          scope.getCancellationReason() == null ? "cancelled" : scope.getCancellationReason());
    }
    if (cancelled != null) { // before the operation began to run forward
      throw new CanceledFailure(reason(cancelled));
    }
  }

  /** The cancel that was accepted, or null. */
  OperatorCommand cancelled() {
    return cancelled;
  }

  /** The answer to the hold, once it is there; else null. */
  Given given() {
    return given;
  }

  /** Forgets the answer: the next hold needs its own. */
  void clear() {
    given = null;
  }

  /** What an operator may do about a step that is about to be held. */
  List<Verb> verbs(boolean skippable, boolean pointOfNoReturn) {
    List<Verb> verbs = new ArrayList<>(List.of(Verb.RETRY));
    if (skippable) {
      verbs.add(Verb.SKIP);
    }
    if (!pointOfNoReturn && !noWayBack) {
      verbs.add(Verb.ABORT);
    }
    return List.copyOf(verbs);
  }

  @Override
  public Progress progress() {
    return progress.progress();
  }

  @Override
  public void mayCancel(OperatorCommand command) {
    OperationState state = progress.state();
    if (state.ended()) {
      throw new CommandRefused("ended", "it has ended (" + state.word() + "); nothing was changed");
    }
    if (unwinding || cancelled != null) {
      throw new CommandRefused("unwinding", "it is being unwound already; nothing was changed");
    }
    if (noWayBack) {
      throw new CommandRefused(
          "too-late", "it is past its point of no return and will be ready; nothing was changed");
    }
  }

  @Override
  public void cancel(OperatorCommand command) {
    cancelled = command;
    if (forward != null) {
      forward.cancel(reason(command));
    }
  }

  /** Why an operator ended the operation, for people; empty when none did. */
  Optional<String> ended() {
    if (cancelled != null) {
      return Optional.of(reason(cancelled));
    }
    return Optional.ofNullable(aborted).map(command -> reason("aborted", command));
  }

  private static String reason(OperatorCommand cancel) {
    return reason("cancelled", cancel);
  }

  private static String reason(String done, OperatorCommand command) {
    String by = "%s by %s".formatted(done, command.by().name());
    return command.reason() == null ? by : by + ": " + command.reason();
  }

  @Override
  public void mayRetry(OperatorCommand command) {
    refuse(Verb.RETRY, command);
  }

  @Override
  public void retry(OperatorCommand command) {
    given = new Given(Verb.RETRY, command);
  }

  @Override
  public void maySkip(OperatorCommand command) {
    refuse(Verb.SKIP, command);
  }

  @Override
  public void skip(OperatorCommand command) {
    given = new Given(Verb.SKIP, command);
  }

  @Override
  public void mayAbort(OperatorCommand command) {
    refuse(Verb.ABORT, command);
  }

  @Override
  public void abort(OperatorCommand command) {
    given = new Given(Verb.ABORT, command);
  }

  private void refuse(Verb verb, OperatorCommand command) {
    Progress.Held held = progress.held();
    if (held == null || given != null || (cancelled != null && !unwinding)) {
      throw new CommandRefused(
          "not-held",
          "it is not held (%s); nothing was changed"
              .formatted(
                  given != null ? given.verb().word() + " was given" : progress.state().word()));
    }
    if (command.step() != null && !command.step().equals(held.step())) {
      throw new CommandRefused(
          "other-step",
          "it is held in step %s, not in %s; nothing was changed"
              .formatted(held.step(), command.step()));
    }
    if (!held.verbs().contains(verb)) {
      throw new CommandRefused(
          "not-allowed",
          verb == Verb.SKIP
              ? "step %s cannot be skipped: later steps need its result".formatted(held.step())
              : "there is no way back from step %s: only retry helps".formatted(held.step()));
    }
  }
}
