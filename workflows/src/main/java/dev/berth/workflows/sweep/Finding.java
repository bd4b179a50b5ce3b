package dev.berth.workflows.sweep;

import dev.berth.model.Plan;
import dev.berth.model.Word;
import java.time.Instant;

/**
 * Something that differs between AWS, the database servers, the registry and Temporal.
 *
 * @param key tells findings apart from pass to pass
 * @param hostId or null
 * @param plan of the host, or null
 * @param instanceId or null
 * @param operationId the operation that is concerned, or null
 * @param what differs, in a sentence
 * @param firstSeenAt by an earlier pass; null when this pass is the first to see it
 * @param due whether earlier passes saw it long enough ago for something to be done
 * @param outcome what was done, would be done, or is waited for
 */
public record Finding(
    Kind kind,
    String key,
    String hostId,
    Plan plan,
    String instanceId,
    String operationId,
    String what,
    Instant firstSeenAt,
    boolean due,
    String outcome) {
  /** What is done about it. */
  public enum Kind implements Word {
    /** An instance of ours that embodies no host. Its host's own operation retires it. */
    ORPHAN,
    /**
     * A host that is neither whole nor gone, and has no running operation. Launched, replaced, or
     * retired.
     */
    UNATTENDED,
    /** A ready host whose instance is gone. Replaced with its cores; without any it is lost. */
    LOST,
    /**
     * A ready host whose instance fails its checks, is stopped, or is about to be by AWS. Replaced
     * with its cores; without any it is retired.
     */
    IMPAIRED,
    /** A host without cores that no pool keeps. Retired. */
    EMPTY,
    /** A deployment whose run was ended from outside. Unwound. */
    TERMINATED,
    /** A deployment whose run Temporal does not know. Started again. */
    MISSING,
    /** An operation on a ready core whose run was ended from outside, or is not known. Closed. */
    INTERRUPTED,
    /** An image whose bake or retirement was ended from outside. Retired, with its hosts. */
    IMAGE,
    /** A secret of a generation that no core needs. Deleted. */
    SECRET,
    /** A database of a core that never was ready, and its role. Dropped. */
    DATABASE,
    /** The same for a role without a database. Dropped. */
    ROLE,
    /** An instance of ours whose tags Berth did not write. Never touched. */
    STRANGE
  }

  /** A finding as it is first made. */
  public static Finding of(Kind kind, String key, String what) {
    return new Finding(kind, key, null, null, null, null, what, null, false, null);
  }

  /** The same, about this host. */
  public Finding onHost(String id, Plan ofPlan, String instance, String operation) {
    return new Finding(kind, key, id, ofPlan, instance, operation, what, firstSeenAt, due, outcome);
  }

  /** The same, about this operation. */
  public Finding onOperation(String id) {
    return new Finding(kind, key, hostId, plan, instanceId, id, what, firstSeenAt, due, outcome);
  }

  /** The same, as earlier passes saw it. */
  public Finding seen(Instant first, boolean isDue) {
    return new Finding(
        kind, key, hostId, plan, instanceId, operationId, what, first, isDue, outcome);
  }

  /** The same, and what became of it. */
  public Finding with(String newOutcome) {
    return new Finding(
        kind, key, hostId, plan, instanceId, operationId, what, firstSeenAt, due, newOutcome);
  }
}
