package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * Which events a list has. What is null restricts nothing.
 *
 * @param customer whose cores they are about, or an operation on one of them made
 * @param host the id of the host that they are about, or an operation on it made
 * @param since they happened at this time or later, such as {@code 2026-12-01T08:00:00Z}; or a
 *     duration before now, such as {@code 30m}
 * @param type such as {@code host.lost}
 */
public record EventFilter(
    @Nullable String customer,
    @Nullable String host,
    @Nullable String since,
    @Nullable String type) {
  private static final EventFilter NONE = new EventFilter(null, null, null, null);

  /** Restricts nothing. */
  public static EventFilter none() {
    return NONE;
  }

  /** The same, with this customer. */
  public EventFilter withCustomer(@Nullable String customer) {
    return new EventFilter(customer, host, since, type);
  }

  /** The same, with this host. */
  public EventFilter withHost(@Nullable String host) {
    return new EventFilter(customer, host, since, type);
  }

  /** The same, from this time or duration on. */
  public EventFilter withSince(@Nullable String since) {
    return new EventFilter(customer, host, since, type);
  }

  /** The same, with this type. */
  public EventFilter withType(@Nullable String type) {
    return new EventFilter(customer, host, since, type);
  }
}
