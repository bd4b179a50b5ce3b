package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * Which hosts a list has. What is null restricts nothing.
 *
 * @param state such as {@code ready}; hosts that are gone are left out unless it asks for them
 * @param plan such as {@code packed}
 * @param region an AWS region, or {@code default}
 */
public record HostFilter(@Nullable String state, @Nullable String plan, @Nullable String region) {
  private static final HostFilter NONE = new HostFilter(null, null, null);

  /** Restricts nothing. */
  public static HostFilter none() {
    return NONE;
  }

  /** The same, with this state. */
  public HostFilter withState(@Nullable String state) {
    return new HostFilter(state, plan, region);
  }

  /** The same, with this plan. */
  public HostFilter withPlan(@Nullable String plan) {
    return new HostFilter(state, plan, region);
  }

  /** The same, with this region. */
  public HostFilter withRegion(@Nullable String region) {
    return new HostFilter(state, plan, region);
  }
}
