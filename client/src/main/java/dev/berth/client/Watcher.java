package dev.berth.client;

import dev.berth.client.api.OperationView;

/** Told about an operation while somebody waits for it, about once a second. */
public interface Watcher {
  /** Where it is now. */
  default void seen(OperationView operation) {}

  /** Berth does not answer; the waiting goes on. */
  default void away(BerthException.Unreachable why) {}
}
