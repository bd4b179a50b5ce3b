package dev.berth.starter.operation;

import com.google.protobuf.Timestamp;
import dev.berth.client.api.ProgressView;
import dev.berth.client.api.ProgressView.Activity;
import dev.berth.client.api.ProgressView.Held;
import dev.berth.client.api.StepView;
import dev.berth.starter.Views;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.operation.Progress;
import io.micronaut.core.annotation.Nullable;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
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
        List.of(Views.of(progress.finished(), StepView[].class)),
        activity,
        progress.why(),
        Views.of(progress.held(), Held.class));
  }

  private static ProgressView unknown(String note, @Nullable Activity activity) {
    return new ProgressView(false, note, null, null, null, null, List.of(), activity, null, null);
  }

  private static Activity activity(PendingActivityInfo pending) {
    return new Activity(
        pending.getActivityType().getName(),
        pending.getAttempt(),
        pending.hasLastFailure() ? words(pending.getLastFailure()) : null,
        pending.hasNextAttemptScheduleTime()
            ? instant(pending.getNextAttemptScheduleTime())
            : null);
  }

  /** Temporal's own failures have ids for a message, or say what its code would. */
  private static String words(Failure failure) {
    return switch (failure.getFailureInfoCase()) {
      case TIMEOUT_FAILURE_INFO ->
          failure.getTimeoutFailureInfo().getTimeoutType() == TimeoutType.TIMEOUT_TYPE_HEARTBEAT
              ? "its worker stopped answering"
              : "it did not end in its time";
      case CANCELED_FAILURE_INFO -> "it was interrupted";
      default ->
          failure.getMessage().startsWith("WorkflowId=")
              ? "its worker was stopped"
              : failure.getMessage();
    };
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
