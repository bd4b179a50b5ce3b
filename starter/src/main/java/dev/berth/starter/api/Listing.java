package dev.berth.starter.api;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** Answers that are lists, each under its own name so that fields can be added beside it. */
public interface Listing {
  /** All cores that are there or on their way. */
  @Serdeable
  record Cores(List<CoreView> cores) {}

  /** All hosts that are not gone, oldest first. */
  @Serdeable
  record Hosts(List<HostView> hosts) {}

  /** Operations, newest first. */
  @Serdeable
  record Operations(List<OperationView> operations) {}

  /**
   * Events, oldest first.
   *
   * @param next the position to ask after for what comes next
   */
  @Serdeable
  record Events(List<EventView> events, long next) {}
}
