package dev.berth.client;

import dev.berth.client.api.Accepted;

/** The answer to a request that is either done at once or carried out by an operation. */
public sealed interface Answer<T> {
  /** It is done. */
  record Done<T>(T result) implements Answer<T> {}

  /** An operation carries it out. */
  record Started<T>(Accepted accepted) implements Answer<T> {}
}
