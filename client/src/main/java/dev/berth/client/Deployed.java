package dev.berth.client;

import dev.berth.client.api.CoreView;
import dev.berth.client.api.OperationView;

/** The answer to asking for a core. */
public sealed interface Deployed {
  /** The core, as far as it is known. */
  CoreView core();

  /** It is there already. */
  record Ready(CoreView core) implements Deployed {}

  /** An operation deploys it: a new one, or one that did already. */
  record Accepted(CoreView core, OperationView operation) implements Deployed {}
}
