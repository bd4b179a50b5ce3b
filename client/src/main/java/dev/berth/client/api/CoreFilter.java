package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * Which cores a list has. What is null restricts nothing.
 *
 * @param state such as {@code ready}; absent cores are left out unless it asks for them
 * @param customer whose cores
 * @param plan such as {@code packed}
 * @param region an AWS region, or {@code default}
 * @param host the id of the host that they hold a slot of
 * @param since they were first asked for at this time or later, such as {@code
 *     2026-12-01T08:00:00Z}; or a duration before now, such as {@code 30m}
 */
public record CoreFilter(
    @Nullable String state,
    @Nullable String customer,
    @Nullable String plan,
    @Nullable String region,
    @Nullable String host,
    @Nullable String since) {
  private static final CoreFilter NONE = new CoreFilter(null, null, null, null, null, null);

  /** Restricts nothing. */
  public static CoreFilter none() {
    return NONE;
  }

  /** The same, with this state. */
  public CoreFilter withState(@Nullable String state) {
    return new CoreFilter(state, customer, plan, region, host, since);
  }

  /** The same, with this customer. */
  public CoreFilter withCustomer(@Nullable String customer) {
    return new CoreFilter(state, customer, plan, region, host, since);
  }

  /** The same, with this plan. */
  public CoreFilter withPlan(@Nullable String plan) {
    return new CoreFilter(state, customer, plan, region, host, since);
  }

  /** The same, with this region. */
  public CoreFilter withRegion(@Nullable String region) {
    return new CoreFilter(state, customer, plan, region, host, since);
  }

  /** The same, with this host. */
  public CoreFilter withHost(@Nullable String host) {
    return new CoreFilter(state, customer, plan, region, host, since);
  }

  /** The same, from this time or duration on. */
  public CoreFilter withSince(@Nullable String since) {
    return new CoreFilter(state, customer, plan, region, host, since);
  }
}
