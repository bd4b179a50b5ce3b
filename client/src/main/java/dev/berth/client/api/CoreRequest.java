package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a core; whatever is left open is Berth's to choose.
 *
 * @param region an AWS region of this installation; open: its default region
 * @param plan how the core is housed, e.g. {@code packed}; open: by the environment
 * @param version the core's version, e.g. {@code 10.1}; open: the installation's
 */
public record CoreRequest(
    @Nullable String region, @Nullable String plan, @Nullable String version) {
  /** Everything left open. */
  public static final CoreRequest OPEN = new CoreRequest(null, null, null);
}
