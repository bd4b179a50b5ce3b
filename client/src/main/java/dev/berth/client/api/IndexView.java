package dev.berth.client.api;

/**
 * What answers at a starter's address.
 *
 * @param name {@code Berth}
 * @param links where to read on
 */
public record IndexView(String name, String version, Links links) {
  /**
   * Paths of the same server.
   *
   * @param openapi the description of the API
   * @param health whether all that Berth needs can be reached
   */
  public record Links(String openapi, String health) {}
}
