package dev.berth.workflows.launch;

import dev.berth.model.OperationKind;
import java.util.Optional;

/** The answer to {@link Launcher#launch}. */
public sealed interface Launched {
  /** The operation that runs under the workflow id now. */
  String operationId();

  /** A new run carries the order out. */
  record Started(String operationId) implements Launched {}

  /** A run that was started for the same request carries it out. */
  record Joined(String operationId) implements Launched {}

  /**
   * Another operation holds the lock; nothing was started.
   *
   * @param kind what it does; empty when it is none of Berth's
   */
  record Busy(String operationId, Optional<OperationKind> kind) implements Launched {}
}
