package dev.berth.workflows.pool;

import dev.berth.model.OperationKind;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;
import dev.berth.workflows.operation.WorkflowIds;
import java.time.Duration;

/**
 * The keeping of a region's warm pools. Input of {@link KeepPool}.
 *
 * @param checkEvery how often a host of the pool is checked
 * @param maxAge how long a host may wait for a core before it is replaced
 */
public record PoolRequest(String region, Duration checkEvery, Duration maxAge) implements Order {
  /** The requester of what the schedule does. */
  public static final Requester SCHEDULE = Requester.POOL;

  @Override
  public OperationKind kind() {
    return OperationKind.KEEP_POOL;
  }

  @Override
  public String workflowId() {
    return WorkflowIds.pool(region);
  }

  @Override
  public String subject() {
    return "pools of " + region;
  }

  @Override
  public Requester requester() {
    return SCHEDULE;
  }
}
