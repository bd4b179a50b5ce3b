package dev.berth.workflows.operation;

import dev.berth.workflows.operation.Step.Compensation;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayDeque;
import java.util.Deque;

/** What can be taken back, the latest first. */
final class Compensations {
  private final ProgressRecorder progress;
  private final Parking parking;
  private final Deque<Compensation> declared = new ArrayDeque<>();

  Compensations(ProgressRecorder progress, Parking parking) {
    this.progress = progress;
    this.parking = parking;
  }

  void declare(Compensation compensation) {
    declared.push(compensation);
  }

  int size() {
    return declared.size();
  }

  void clear() {
    declared.clear();
  }

  void dropDownTo(int mark) {
    while (declared.size() > mark) {
      declared.pop();
    }
  }

  void runDownTo(int mark) {
    String user = null;
    while (declared.size() > mark) {
      Compensation next = declared.pop();
      progress.beginCompensation(next.step());
      if (user != null) {
        progress.left(next.step(), "still used: " + user + " could not be undone");
      }
      try {
        if (user == null) {
          parking.throughFreezes(next.run());
          progress.undone(next.step());
        } else if (next.whileUsed() != null) {
          parking.throughFreezes(next.whileUsed());
        }
      } catch (TemporalFailure failure) {
        progress.left(next.step(), Failures.message(failure));
        user = next.protects() ? next.step().word() : user;
      }
    }
  }
}
