package dev.berth.starter.core;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.OperationView;
import dev.berth.model.CoreState;
import dev.berth.model.OperationState;
import dev.berth.model.Word;
import dev.berth.registry.core.CoreRecord;
import dev.berth.starter.Views;
import dev.berth.workflows.core.DeployRequest;
import io.micronaut.core.annotation.Nullable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the API's records of cores. */
final class CoreViews {
  private CoreViews() {}

  /**
   * As the registry has it.
   *
   * @param operation what the core's operation does just now; null when none runs
   */
  static CoreView of(CoreRecord core, @Nullable OperationState operation) {
    boolean cutOff = operation == OperationState.LEFT && core.state() == CoreState.DEPLOYING;
    return Views.of(
        core, fields(cutOff ? CoreState.ABSENT : core.state(), operation), CoreView.class);
  }

  /** A core and its newest operation, which may be ahead of the registry. */
  static CoreReport report(Optional<CoreRecord> core, OperationView operation) {
    Optional<OperationState> state = Word.find(OperationState.class, operation.state());
    OperationState now = operation.ended() && !isCutOff(operation) ? null : state.orElse(null);
    if (core.isPresent() && core.get().ready()) {
      return new CoreReport(of(core.get(), now), operation, null);
    }
    CoreState coreState = operation.ended() ? CoreState.ABSENT : CoreState.DEPLOYING;
    return new CoreReport(
        core.map(c -> Views.of(c, fields(coreState, now), CoreView.class))
            .orElseGet(
                () ->
                    unplaced(
                        operation.customer(),
                        operation.environment(),
                        operation.region(),
                        operation.plan(),
                        coreState.word(),
                        operation.ended() ? null : operation.state())),
        operation,
        null);
  }

  /** The run was ended from outside, and the registry has it as running: it has no end there. */
  private static boolean isCutOff(OperationView operation) {
    return operation.state().equals(OperationState.LEFT.word()) && operation.finishedAt() == null;
  }

  private static Map<String, String> fields(CoreState core, @Nullable OperationState operation) {
    Map<String, String> fields = new HashMap<>();
    fields.put("state", core.word());
    fields.put("operationState", operation == null ? null : operation.word());
    return fields;
  }

  /** The core that was asked for, when the registry does not tell of it. */
  static CoreView unknown(DeployRequest request) {
    return unplaced(
        request.core().customer(),
        request.core().environment(),
        request.region(),
        request.plan().word(),
        "unknown",
        null);
  }

  private static CoreView unplaced(
      String customer,
      String environment,
      String region,
      String plan,
      String state,
      @Nullable String operationState) {
    return new CoreView(
        null,
        customer,
        environment,
        region,
        plan,
        state,
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        operationState);
  }
}
