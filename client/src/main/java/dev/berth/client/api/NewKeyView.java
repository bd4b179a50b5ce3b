package dev.berth.client.api;

/**
 * A new API key. No other answer has its secret.
 *
 * @param secret the whole key, as it is sent: {@code Authorization: Bearer} and the key
 */
public record NewKeyView(KeyView key, String secret) {
  /** Without the secret: this may end in a log. */
  @Override
  public String toString() {
    return "NewKeyView[key=%s]".formatted(key);
  }
}
