package dev.berth.client;

import dev.berth.client.api.OperationView;

/** Is told about an operation during {@link BerthClient#await}, about once a second. */
public interface ProgressListener {
  /** The operation as it is now. */
  default void onProgress(OperationView operation) {}

  /** Berth does not answer; waiting goes on. */
  default void onUnreachable(BerthException.Unreachable why) {}
}
