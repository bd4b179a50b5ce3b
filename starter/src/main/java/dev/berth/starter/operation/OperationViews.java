package dev.berth.starter.operation;

import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProgressView;
import dev.berth.client.api.ReceiptView;
import dev.berth.client.api.TemporalView;
import dev.berth.model.FailureType;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationQuery.Live;
import dev.berth.starter.Settings;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.launch.Memo;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.operation.BerthAttributes;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Operations as callers see them. */
@Singleton
public final class OperationViews {
  private static final String TERMINATED = FailureType.TERMINATED.word();
  private static final String FROM_OUTSIDE = "the run was ended from outside and did not unwind";

  private final LiveRuns runs;
  private final ProgressViews progress;
  private final JsonMapper json;
  private final @Nullable URI ui;

  OperationViews(LiveRuns runs, ProgressViews progress, JsonMapper json, Settings settings) {
    this.runs = runs;
    this.progress = progress;
    this.json = json;
    this.ui = settings.temporalUi();
  }

  /** As the registry has it. */
  OperationView of(Operation o) {
    return of(o, o.state().word(), o.reason(), o.message(), null);
  }

  /** As the registry has it, but for what it does just now. */
  OperationView of(Operation o, Live now) {
    return of(o, now.state().word(), now.reason(), o.message(), null);
  }

  /** As the registry has it, and where its run is. */
  OperationView running(Operation operation, Run run) {
    String reason = run.attribute(BerthAttributes.REASON).orElse(null);
    return of(operation, run.state().word(), reason, null, progress.of(run));
  }

  /** As the registry has it, when Temporal does not tell more. */
  OperationView runningUnseen(Operation operation) {
    return of(operation, operation.state().word(), null, null, ProgressViews.TEMPORAL_AWAY);
  }

  /** One whose run is no more, though the registry never heard that it ended. */
  OperationView endedFromOutside(Operation operation) {
    return of(operation, OperationState.LEFT.word(), TERMINATED, FROM_OUTSIDE, null);
  }

  /** As Temporal has it: a run that has not placed yet, or never could. */
  OperationView of(Run run) {
    return of(run, run.running() ? progress.of(run) : null);
  }

  /** One that was just asked for, without its progress. */
  public OperationView accepted(Run run) {
    return of(run, null);
  }

  private OperationView of(Run run, @Nullable ProgressView progress) {
    boolean failed = run.state() == OperationState.UNWOUND || run.state() == OperationState.LEFT;
    return new OperationView(
        run.operationId(),
        run.kind().map(OperationKind::word).orElse("foreign"),
        run.attribute(BerthAttributes.CUSTOMER).orElse(null),
        run.attribute(BerthAttributes.ENVIRONMENT).orElse(null),
        run.hostId().orElse(null),
        run.attribute(BerthAttributes.REGION).orElse(null),
        run.attribute(BerthAttributes.PLAN).orElse(null),
        run.memo(Memo.REQUESTER).orElse(null),
        run.memo(Memo.REQUEST_ID).orElse(null),
        run.state().word(),
        run.attribute(BerthAttributes.REASON).orElse(failed ? TERMINATED : null),
        failed ? runs.failure(run).orElse(FROM_OUTSIDE) : null,
        run.startedAt(),
        run.finishedAt().orElse(null),
        progress,
        null,
        temporal(run.workflowId(), run.runId()));
  }

  private OperationView of(
      Operation o,
      String state,
      @Nullable String reason,
      @Nullable String message,
      @Nullable ProgressView progress) {
    return new OperationView(
        o.id(),
        o.kind().word(),
        o.customer(),
        o.environment(),
        o.hostId(),
        o.region(),
        o.planWord(),
        o.requester().name(),
        o.requester().requestId(),
        state,
        reason,
        message,
        o.startedAt(),
        o.finishedAt(),
        progress,
        receipt(o.receipt()),
        temporal(o.workflowId(), o.id()));
  }

  private @Nullable ReceiptView receipt(@Nullable String text) {
    try {
      return text == null ? null : json.readValue(text, ReceiptView.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TemporalView temporal(String workflowId, String runId) {
    return new TemporalView(workflowId, runId, ui == null ? null : page(workflowId, runId));
  }

  private URI page(String workflowId, String runId) {
    return URI.create(
        "%s/namespaces/%s/workflows/%s/%s/timeline"
            .formatted(
                ui.toString().replaceAll("/$", ""),
                runs.namespace(),
                URLEncoder.encode(workflowId, StandardCharsets.UTF_8),
                runId));
  }
}
