package dev.berth.workflows.operation;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Functions.Proc;
import java.util.ArrayDeque;
import java.util.Deque;

/** What can be taken back, the latest first. */
final class Undos {
  private final Track track;
  private final Holds holds;
  private final Deque<Undo> undos = new ArrayDeque<>();

  /**
   * How one step is taken back.
   *
   * @param protects true when a failure of this undo must stop those below it: what they would take
   *     away is still in use
   * @param whenProtected runs in place of {@code run} when something above that protects this one
   *     is left; may be null
   */
  record Undo(StepName step, Proc run, boolean protects, Proc whenProtected) {}

  Undos(Track track, Holds holds) {
    this.track = track;
    this.holds = holds;
  }

  void push(Undo undo) {
    undos.push(undo);
  }

  int size() {
    return undos.size();
  }

  void clear() {
    undos.clear();
  }

  void dropDownTo(int mark) {
    while (undos.size() > mark) {
      undos.pop();
    }
  }

  void undoDownTo(int mark) {
    String user = null;
    while (undos.size() > mark) {
      Undo undo = undos.pop();
      track.beginUndo(undo.step());
      if (user != null) {
        track.left(undo.step(), "still used: " + user + " could not be undone");
      }
      try {
        if (user == null) {
          holds.throughFreezes(undo.run());
          track.undone(undo.step());
        } else if (undo.whenProtected() != null) {
          holds.throughFreezes(undo.whenProtected());
        }
      } catch (TemporalFailure failure) {
        track.left(undo.step(), FailureType.message(failure));
        user = undo.protects() ? undo.step().word() : user;
      }
    }
  }
}
