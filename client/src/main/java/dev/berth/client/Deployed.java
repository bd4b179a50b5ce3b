package dev.berth.client;

import dev.berth.client.api.CoreView;
import dev.berth.client.api.OperationView;

/** The answer to a request for a core. */
public sealed interface Deployed {
  /** The core, as far as it is known. */
  CoreView core();

  /** It is ready already. */
  record Ready(CoreView core) implements Deployed {}

  /** An operation deploys it: a new one, or the one under way. */
  record Accepted(CoreView core, OperationView operation) implements Deployed {}
}
