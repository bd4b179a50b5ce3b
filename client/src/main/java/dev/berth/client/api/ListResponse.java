package dev.berth.client.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists, each in a field of its own, so that other fields can be added. */
public interface ListResponse {
  /** One page of a list. */
  interface Page extends ListResponse {
    /** The position that the next page starts after; null on the last page. */
    @Nullable String next();
  }

  /**
   * Cores that are ready or being deployed, by customer and environment.
   *
   * @param next the position that the next page starts after; left out on the last page
   */
  record Cores(List<CoreView> cores, @Nullable String next) implements Page {}

  /**
   * Hosts that are not gone, oldest first.
   *
   * @param next the position that the next page starts after; left out on the last page
   */
  record Hosts(List<HostView> hosts, @Nullable String next) implements Page {}

  /**
   * Operations, newest first.
   *
   * @param next the position that the next page starts after; left out on the last page
   */
  record Operations(List<OperationView> operations, @Nullable String next) implements Page {}

  /** What is frozen, oldest first. */
  record Freezes(List<FreezeView> freezes) implements ListResponse {}

  /** API keys, oldest first. */
  record Keys(List<KeyView> keys) implements ListResponse {}

  /** Warm pools, by region and plan. */
  record Pools(List<PoolView> pools) implements ListResponse {}

  /** Images, newest first. */
  record Images(List<ImageView> images) implements ListResponse {}

  /**
   * Events, oldest first.
   *
   * @param next the position that the next events come after
   */
  record Events(List<EventView> events, long next) implements ListResponse {}
}
