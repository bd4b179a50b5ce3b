package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * Which operations a list has. What is null restricts nothing.
 *
 * @param state such as {@code held}
 * @param reason why they are held, or did not end as asked, such as {@code denied}
 * @param kind such as {@code deploy-core}
 * @param customer on whose cores they work
 * @param environment of the cores that they work on
 * @param region an AWS region, or {@code default}
 * @param host the id of the host that they work on
 * @param since they began at this time or later, such as {@code 2026-12-01T08:00:00Z}; or a
 *     duration before now, such as {@code 30m}
 */
public record OperationFilter(
    @Nullable String state,
    @Nullable String reason,
    @Nullable String kind,
    @Nullable String customer,
    @Nullable String environment,
    @Nullable String region,
    @Nullable String host,
    @Nullable String since) {
  private static final OperationFilter NONE =
      new OperationFilter(null, null, null, null, null, null, null, null);

  /** Restricts nothing. */
  public static OperationFilter none() {
    return NONE;
  }

  /** The same, with this state. */
  public OperationFilter withState(@Nullable String state) {
    return new OperationFilter(state, reason, kind, customer, environment, region, host, since);
  }

  /** The same, with this reason. */
  public OperationFilter withReason(@Nullable String reason) {
    return new OperationFilter(state, reason, kind, customer, environment, region, host, since);
  }

  /** The same, with this kind. */
  public OperationFilter withKind(@Nullable String kind) {
    return new OperationFilter(state, reason, kind, customer, environment, region, host, since);
  }

  /** The same, with this customer. */
  public OperationFilter withCustomer(@Nullable String customer) {
    return new OperationFilter(state, reason, kind, customer, environment, region, host, since);
  }

  /** The same, with this environment. */
  public OperationFilter withEnvironment(@Nullable String environment) {
    return new OperationFilter(state, reason, kind, customer, environment, region, host, since);
  }

  /** The same, with this region. */
  public OperationFilter withRegion(@Nullable String region) {
    return new OperationFilter(state, reason, kind, customer, environment, region, host, since);
  }

  /** The same, with this host. */
  public OperationFilter withHost(@Nullable String host) {
    return new OperationFilter(state, reason, kind, customer, environment, region, host, since);
  }

  /** The same, from this time or duration on. */
  public OperationFilter withSince(@Nullable String since) {
    return new OperationFilter(state, reason, kind, customer, environment, region, host, since);
  }
}
