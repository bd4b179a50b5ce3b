package dev.berth.registry.operation;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.event.EventLog.Actor;
import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;

/**
 * One workflow run on a core, a host or a region, as the registry remembers it.
 *
 * @param id the run's first run id
 * @param customer null unless it is on a core
 * @param environment null unless it is on a core
 * @param hostId null unless it is on a host
 * @param plan null when what it is on has none
 * @param state {@code running}, or how it ended
 * @param reason why it did not end as asked: a failure type's word, or why a sweep refused
 * @param receipt JSON: steps with times, undone, left; null while running
 */
public record Operation(
    String id,
    String workflowId,
    OperationKind kind,
    String customer,
    String environment,
    String hostId,
    String region,
    Plan plan,
    @Nested("requester") Requester requester,
    OperationState state,
    String reason,
    String message,
    String receipt,
    Instant startedAt,
    Instant finishedAt) {

  /** What every operation that begins has. */
  public record Begin(
      String id,
      String workflowId,
      OperationKind kind,
      String region,
      Plan plan,
      Requester requester) {

    /** It works on this core. */
    public Operation onCore(CoreKey core) {
      return on(core.customer(), core.environment(), null);
    }

    /** It works on this host. */
    public Operation onHost(String hostId) {
      return on(null, null, hostId);
    }

    /** It works on the image or the region that its workflow id names. */
    public Operation operation() {
      return on(null, null, null);
    }

    private Operation on(String customer, String environment, String hostId) {
      return new Operation(
          id,
          workflowId,
          kind,
          customer,
          environment,
          hostId,
          region,
          plan,
          requester,
          OperationState.RUNNING,
          null,
          null,
          null,
          null,
          null);
    }
  }

  /** Whether the registry believes that it runs. */
  public boolean running() {
    return state == OperationState.RUNNING;
  }

  /** In place of a plan, for images and the hosts that they are baked or proved on. */
  public static final String IMAGES = "image";

  /** The plan's word, or {@link #IMAGES}; null for a region. */
  public String planWord() {
    boolean none = plan == null && kind.subject() == OperationKind.Subject.REGION;
    return none ? null : planWord(plan);
  }

  /** The plan's word, or {@link #IMAGES} when there is none. */
  public static String planWord(Plan plan) {
    return plan == null ? IMAGES : plan.word();
  }

  /** The cause of what it changes. */
  public Actor actor() {
    return new Actor(requester, id);
  }
}
