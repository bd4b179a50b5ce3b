package dev.berth.starter.core;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.OperationView;
import dev.berth.model.CoreState;
import dev.berth.registry.core.CoreRecord;
import dev.berth.workflows.core.DeployRequest;
import java.util.Optional;

/** Makes the API's records of cores. */
final class CoreViews {
  private CoreViews() {}

  /** As the registry has it. */
  static CoreView of(CoreRecord core) {
    return of(core, core.state().word());
  }

  /** A core and its newest operation, which may be ahead of the registry. */
  static CoreReport report(Optional<CoreRecord> core, OperationView operation) {
    String state = (operation.ended() ? CoreState.ABSENT : CoreState.DEPLOYING).word();
    return new CoreReport(
        core.map(c -> c.ready() ? of(c) : of(c, state))
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

  private static CoreView of(CoreRecord core, String state) {
    return new CoreView(
        core.id(),
        core.customer(),
        core.environment(),
        core.region(),
        core.plan().word(),
        state,
        core.generation(),
        core.version(),
        core.url(),
        core.address(),
        core.keyReference(),
        core.hostId(),
        core.slot(),
        core.createdAt(),
        core.readyAt());
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
