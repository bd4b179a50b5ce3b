package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A request for both of a customer's cores. Berth chooses what is left out.
 *
 * @param region an AWS region of this installation; its default region when left out
 * @param version the cores' version, e.g. {@code 10.1}; the installation's when left out
 */
public record CustomerRequest(@Nullable String region, @Nullable String version) {
  /** Everything left out. */
  public static final CustomerRequest OPEN = new CustomerRequest(null, null);
}
