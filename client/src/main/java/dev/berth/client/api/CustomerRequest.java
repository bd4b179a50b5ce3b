package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of both of a customer's cores; whatever is left open is Berth's to choose.
 *
 * @param region an AWS region of this installation; open: its default region
 * @param version the cores' version, e.g. {@code 10.1}; open: the installation's
 */
public record CustomerRequest(@Nullable String region, @Nullable String version) {
  /** Everything left open. */
  public static final CustomerRequest OPEN = new CustomerRequest(null, null);
}
