package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A request for a core. Berth chooses what is left out.
 *
 * @param region an AWS region of this installation; its default region when left out
 * @param plan how the core is housed, e.g. {@code packed}; by the environment when left out
 * @param version the core's version, e.g. {@code 10.1}; the installation's when left out
 */
public record CoreRequest(
    @Nullable String region, @Nullable String plan, @Nullable String version) {
  /** Everything left out. */
  public static final CoreRequest OPEN = new CoreRequest(null, null, null);
}
