package dev.berth.starter.core;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.OperationView;
import dev.berth.model.CoreState;
import dev.berth.registry.core.CoreRecord;
import dev.berth.starter.Views;
import dev.berth.workflows.core.DeployRequest;
import java.util.Map;
import java.util.Optional;

/** Makes the API's records of cores. */
final class CoreViews {
  private CoreViews() {}

  /** As the registry has it. */
  static CoreView of(CoreRecord core) {
    return Views.of(core, CoreView.class);
  }

  /** A core and its newest operation, which may be ahead of the registry. */
  static CoreReport report(Optional<CoreRecord> core, OperationView operation) {
    String state = (operation.ended() ? CoreState.ABSENT : CoreState.DEPLOYING).word();
    return new CoreReport(
        core.map(c -> c.ready() ? of(c) : Views.of(c, Map.of("state", state), CoreView.class))
            .orElseGet(
                () ->
                    unplaced(
                        operation.customer(),
                        operation.environment(),
                        operation.region(),
                        operation.plan(),
                        state)),
        operation,
        null);
  }

  /** The core that was asked for, when the registry does not tell of it. */
  static CoreView unknown(DeployRequest request) {
    return unplaced(
        request.core().customer(),
        request.core().environment(),
        request.region(),
        request.plan().word(),
        "unknown");
  }

  private static CoreView unplaced(
      String customer, String environment, String region, String plan, String state) {
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
        null);
  }
}
