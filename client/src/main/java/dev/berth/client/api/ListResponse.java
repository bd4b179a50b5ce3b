package dev.berth.client.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers that are lists, each under its own name so that fields can be added beside it. */
public interface ListResponse {
  /** One page of a list. */
  interface Page extends ListResponse {
    /** What to ask after for the next page; null on the last one. */
    @Nullable String next();
  }

  /**
   * Cores that are there or on their way, by customer and environment.
   *
   * @param next what to ask after for the next page; left out on the last one
   */
  record Cores(List<CoreView> cores, @Nullable String next) implements Page {}

  /**
   * Hosts that are not gone, oldest first.
   *
   * @param next what to ask after for the next page; left out on the last one
   */
  record Hosts(List<HostView> hosts, @Nullable String next) implements Page {}

  /**
   * Operations, newest first.
   *
   * @param next what to ask after for the next page; left out on the last one
   */
  record Operations(List<OperationView> operations, @Nullable String next) implements Page {}

  /** What is frozen, oldest first. */
  record Freezes(List<FreezeView> freezes) implements ListResponse {}

  /** Warm pools, by region and plan. */
  record Pools(List<PoolView> pools) implements ListResponse {}

  /** Images, newest first. */
  record Images(List<ImageView> images) implements ListResponse {}

  /**
   * Events, oldest first.
   *
   * @param next the position to ask after for what comes next
   */
  record Events(List<EventView> events, long next) implements ListResponse {}
}
