package dev.berth.workflows.core;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;

/**
 * An operation on a core that is ready, which needs to know no more than this.
 *
 * @param region of the core, as the registry has it
 * @param plan of the core, as the registry has it
 * @param why it should be done, for the event log
 */
public record ReadyCoreRequest(
    OperationKind kind, CoreKey core, String region, Plan plan, String why, Requester requester)
    implements Order.OnCore {
  /** Names the operation, too: the core stays ready when the operation fails. */
  @Override
  public String progressOf() {
    return "%s of %s".formatted(kind.word(), core);
  }
}
