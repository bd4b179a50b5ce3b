package dev.berth.workflows.operation;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Receipt;
import dev.berth.model.StepTime;
import dev.berth.workflows.operation.StepName.Trait;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where an operation is and what it did so far. The answer of the query {@code progress}, the
 * receipt, the search attributes and the run's current details all come from here.
 */
final class ProgressRecorder {
  private final String subject;
  private final int of;
  private final Instant started = now();
  private final List<StepTime> finished = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> undone = new ArrayList<>();
  private final List<Receipt.Left> left = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private OperationState state = OperationState.RUNNING;
  private String step = "";
  private String waitsFor = "a worker";
  private int index;
  private Instant since = started;
  private Progress.Held held;
  private FailureType unwinds;
  private String because = "";

  ProgressRecorder(String subject, int of) {
    this.subject = subject;
    this.of = of;
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  OperationState state() {
    return state;
  }

  /** Word of the step under way, or of the last one. */
  String step() {
    return step;
  }

  Progress.Held held() {
    return held;
  }

  void begin(StepName name) {
    at(name, name.word(), name.about().waitsFor());
  }

  void finish(StepName name) {
    finished.add(
        new StepTime(
            step,
            now().toEpochMilli() - since.toEpochMilli(),
            name.about().has(Trait.WAITS_FOR_AWS)));
  }

  void skip() {
    skipped.add(step);
  }

  void beginCompensation(StepName name) {
    at(name, "undo " + name.word(), "what " + name.word() + " made to be taken back");
  }

  void undone(StepName name) {
    undone.add(name.word());
  }

  void left(StepName name, String why) {
    left.add(new Receipt.Left(name.word(), why));
  }

  void note(String what) {
    notes.add(what);
    show();
  }

  int leftCount() {
    return left.size();
  }

  /** Goes on, or ends; whatever parked the operation does so no more. */
  void enter(OperationState next) {
    if (held != null) {
      Workflow.upsertTypedSearchAttributes(
          unwinds == null
              ? BerthAttributes.REASON.valueUnset()
              : BerthAttributes.REASON.valueSet(unwinds.word()));
    }
    held = null;
    change(next);
  }

  void hold(Progress.Held by) {
    held = by;
    Workflow.upsertTypedSearchAttributes(BerthAttributes.REASON.valueSet(by.reason().word()));
    change(OperationState.HELD);
  }

  void unwind(FailureType reason, String message) {
    unwinds = reason;
    because = reason.word() + (message == null || message.isBlank() ? "" : ": " + message);
    held = null;
    Workflow.upsertTypedSearchAttributes(BerthAttributes.REASON.valueSet(reason.word()));
    change(OperationState.UNWINDING);
  }

  Progress progress() {
    return new Progress(state, step, index, of, since, started, List.copyOf(finished), why(), held);
  }

  Receipt receipt() {
    return new Receipt(
        List.copyOf(finished),
        List.copyOf(skipped),
        List.copyOf(undone),
        List.copyOf(left),
        List.copyOf(notes));
  }

  private void at(StepName name, String word, String purpose) {
    step = word;
    waitsFor = purpose;
    index = name.place();
    since = now();
    show();
  }

  private void change(OperationState next) {
    state = next;
    Workflow.upsertTypedSearchAttributes(BerthAttributes.STATE.valueSet(next.word()));
    show();
  }

  private String why() {
    return switch (state) {
      case RUNNING ->
          "%s waits for %s since %s (step %s, %d of %d)."
              .formatted(subject, waitsFor, since, step, index, of);
      case HELD ->
          "%s is held in step %s since %s, because %s: %s. Once it is cured: %s.%s"
              .formatted(
                  subject,
                  held.step(),
                  held.since(),
                  held.reason().word(),
                  held.message(),
                  held.verbs().stream().map(Verb::word).collect(Collectors.joining(", or ")),
                  held.until() == null ? "" : " Unwinds by itself at " + held.until() + ".");
      case FROZEN ->
          "%s waits in step %s since %s, because its region is frozen; thaw lets it go on."
              .formatted(subject, step, since);
      case UNWINDING ->
          "%s unwinds, and waits for %s since %s, because %s."
              .formatted(subject, waitsFor, since, because);
      case READY -> subject + " is ready.";
      case UNWOUND -> "%s was unwound, because %s.".formatted(subject, because);
      case LEFT ->
          "%s was unwound, because %s; something is left: %s."
              .formatted(subject, because, left.getFirst().why());
    };
  }

  private void show() {
    StringBuilder text = new StringBuilder("**").append(subject).append("** ").append(state.word());
    text.append("\n\n").append(why()).append('\n');
    finished.forEach(
        f -> text.append("\n- ").append(f.step()).append(' ').append(f.millis()).append(" ms"));
    notes.forEach(what -> text.append("\n- ").append(what));
    skipped.forEach(name -> text.append("\n- skipped: ").append(name));
    undone.forEach(name -> text.append("\n- undone: ").append(name));
    left.forEach(l -> text.append("\n- left: ").append(l.step()).append(": ").append(l.why()));
    Workflow.setCurrentDetails(text.toString());
  }
}
