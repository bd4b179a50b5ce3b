package dev.berth.workflows.operation;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where operators' commands come in, whatever the run is busy with. A verb is refused at once with
 * the reason, or noted here for {@link Steps} to carry out.
 */
final class Desk implements Operated {
  /** An answer to a hold. */
  enum Verb {
    RETRY,
    SKIP,
    ABORT;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A verb, and who gave it. */
  record Given(Verb verb, Command command) {}

  private final Track track;
  private CancellationScope forward;
  private boolean noWayBack;
  private boolean unwinding;
  private Command cancelled;
  private Given given;

  Desk(Track track) {
    this.track = track;
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
  }

  /** The step from which there was no way back did not happen. */
  void opensTheWayBack() {
    noWayBack = false;
  }

  /** Whether a cancel comes too late. */
  boolean noWayBack() {
    return noWayBack;
  }

  /** Before an undo is declared: what a cancel kept from starting needs none. */
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

  /** Who cancelled, or null. */
  Command cancelled() {
    return cancelled;
  }

  /** The answer to the hold, once it is there; else null. */
  Given given() {
    return given;
  }

  /** Takes the answer away: the next hold needs its own. */
  void clear() {
    given = null;
  }

  /** What an operator may do about the step that is about to be held. */
  List<String> verbs(Kind kind) {
    return switch (kind) {
      case RESULT -> noWayBack ? words(Verb.RETRY) : words(Verb.RETRY, Verb.ABORT);
      case SKIPPABLE ->
          noWayBack ? words(Verb.RETRY, Verb.SKIP) : words(Verb.RETRY, Verb.SKIP, Verb.ABORT);
      case FORWARD -> words(Verb.RETRY, Verb.SKIP);
      case PIVOT -> words(Verb.RETRY);
    };
  }

  private static List<String> words(Verb... verbs) {
    return Stream.of(verbs).map(Verb::word).toList();
  }

  @Override
  public Progress progress() {
    return track.progress();
  }

  @Override
  public void mayCancel(Command command) {
    State state = track.state();
    if (state.ended()) {
      throw new Refused("ended", "it has ended (" + state.word() + "); nothing was changed");
    }
    if (unwinding || cancelled != null) {
      throw new Refused("unwinding", "it is being unwound already; nothing was changed");
    }
    if (noWayBack) {
      throw new Refused(
          "too-late", "it is past its point of no return and will be ready; nothing was changed");
    }
  }

  @Override
  public void cancel(Command command) {
    cancelled = command;
    if (forward != null) {
      forward.cancel(reason(command));
    }
  }

  /** A command's reason for people. */
  static String reason(Command command) {
    String by = "cancelled by " + command.by();
    return command.reason() == null ? by : by + ": " + command.reason();
  }

  @Override
  public void mayRetry(Command command) {
    refuse(Verb.RETRY, command);
  }

  @Override
  public void retry(Command command) {
    given = new Given(Verb.RETRY, command);
  }

  @Override
  public void maySkip(Command command) {
    refuse(Verb.SKIP, command);
  }

  @Override
  public void skip(Command command) {
    given = new Given(Verb.SKIP, command);
  }

  @Override
  public void mayAbort(Command command) {
    refuse(Verb.ABORT, command);
  }

  @Override
  public void abort(Command command) {
    given = new Given(Verb.ABORT, command);
  }

  private void refuse(Verb verb, Command command) {
    Progress.Held held = track.held();
    if (held == null || given != null || (cancelled != null && !unwinding)) {
      throw new Refused(
          "not-held",
          "it is not held (%s); nothing was changed"
              .formatted(
                  given != null ? given.verb().word() + " was given" : track.state().word()));
    }
    if (command.step() != null && !command.step().equals(held.step())) {
      throw new Refused(
          "other-step",
          "it is held in step %s, not in %s; nothing was changed"
              .formatted(held.step(), command.step()));
    }
    if (!held.verbs().contains(verb.word())) {
      throw new Refused(
          "not-allowed",
          verb == Verb.SKIP
              ? "step %s cannot be skipped: later steps need its result".formatted(held.step())
              : "there is no way back from step %s: only retry helps".formatted(held.step()));
    }
  }
}
