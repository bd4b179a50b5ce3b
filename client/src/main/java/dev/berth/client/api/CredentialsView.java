package dev.berth.client.api;

/**
 * What the owner of a core needs to call it.
 *
 * @param apiKey sent to the core as the header {@code api-key}; a secret
 */
public record CredentialsView(String url, String apiKey) {
  /** Without the key: this may end in a log. */
  @Override
  public String toString() {
    return "CredentialsView[url=%s]".formatted(url);
  }
}
