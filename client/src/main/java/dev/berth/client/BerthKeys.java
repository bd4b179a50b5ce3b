package dev.berth.client;

import dev.berth.client.BerthException.Refused;
import dev.berth.client.api.KeyRequest;
import dev.berth.client.api.KeyView;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.NewKeyView;
import dev.berth.client.api.Reason;
import dev.berth.client.api.RollRequest;
import org.jspecify.annotations.Nullable;

/**
 * API keys, as {@link BerthClient#keys()} gives them. All but {@link #own} need the scope admin.
 */
public final class BerthKeys {
  private final HttpTransport http;

  BerthKeys(HttpTransport http) {
    this.http = http;
  }

  /**
   * The key of this client.
   *
   * @throws Refused with status 401 when it is not valid
   */
  public KeyView own() {
    return http.get("/v1/key", KeyView.class);
  }

  /** All keys that there ever were, oldest first. */
  public ListResponse.Keys list() {
    return http.get("/v1/keys", ListResponse.Keys.class);
  }

  /**
   * Makes a key. A repetition is refused, because the first answer alone has the secret: a key
   * whose answer was lost has to be revoked.
   *
   * @throws Refused with status 409 when another key has the name
   */
  public NewKeyView create(KeyRequest request) {
    return http.post("/v1/keys", request, NewKeyView.class);
  }

  /**
   * Makes the successor of a key. A repetition is refused: where the answer was lost, roll the
   * successor.
   *
   * @param overlap how long the old key stays valid, such as {@code 24h}, which it is when null
   * @throws Refused with status 404 when there is no such key, 409 when it is not valid any more or
   *     has a successor
   */
  public NewKeyView roll(String id, @Nullable String overlap) {
    return http.post(
        "/v1/keys/%s/roll".formatted(HttpTransport.encode(id)),
        new RollRequest(overlap),
        NewKeyView.class);
  }

  /**
   * Ends a key at once.
   *
   * @throws Refused with status 404 when there is no such key
   */
  public KeyView revoke(String id, @Nullable String reason) {
    return http.post(
        "/v1/keys/%s/revoke".formatted(HttpTransport.encode(id)),
        new Reason(reason),
        KeyView.class);
  }
}
