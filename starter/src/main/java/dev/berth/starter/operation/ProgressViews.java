package dev.berth.starter.operation;

import com.google.protobuf.Timestamp;
import dev.berth.client.api.ProgressView;
import dev.berth.client.api.ProgressView.Activity;
import dev.berth.client.api.ProgressView.Held;
import dev.berth.client.api.StepView;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.Verb;
import io.micronaut.core.annotation.Nullable;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Where a run is: in a worker's words, or, while none answers, as far as Temporal itself knows. */
@Singleton
final class ProgressViews {
  /** Temporal is away, and with it all that is known while an operation runs. */
  static final ProgressView TEMPORAL_AWAY = unknown("Temporal does not answer.", null);

  private final LiveRuns runs;

  ProgressViews(LiveRuns runs) {
    this.runs = runs;
  }

  ProgressView of(Run run) {
    Activity activity = run.pending().map(ProgressViews::activity).orElse(null);
    return runs.progress(run)
        .map(progress -> told(progress, activity))
        .orElseGet(() -> unknown("No worker answers. The run goes on when one does.", activity));
  }

  private static ProgressView told(Progress progress, @Nullable Activity activity) {
    return new ProgressView(
        true,
        null,
        progress.step(),
        progress.index(),
        progress.of(),
        progress.since(),
        progress.finished().stream()
            .map(step -> new StepView(step.step(), step.millis(), step.waitedForAws()))
            .toList(),
        activity,
        progress.why(),
        held(progress.held()));
  }

  private static @Nullable Held held(@Nullable Progress.Held held) {
    return held == null
        ? null
        : new Held(
            held.step(),
            held.reason().word(),
            held.message(),
            held.since(),
            held.until(),
            held.verbs().stream().map(Verb::word).toList());
  }

  private static ProgressView unknown(String note, @Nullable Activity activity) {
    return new ProgressView(false, note, null, null, null, null, List.of(), activity, null, null);
  }

  private static Activity activity(PendingActivityInfo pending) {
    return new Activity(
        pending.getActivityType().getName(),
        pending.getAttempt(),
        pending.hasLastFailure() ? pending.getLastFailure().getMessage() : null,
        pending.hasNextAttemptScheduleTime()
            ? instant(pending.getNextAttemptScheduleTime())
            : null);
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
