package dev.berth.starter.operation;

import dev.berth.client.api.Accepted;
import io.micronaut.http.HttpResponse;
import java.net.URI;

/** Answers that several controllers give. */
public final class Answers {
  private Answers() {}

  /** 202; {@code Location} names the operation. */
  public static HttpResponse<Accepted> accepted(Accepted accepted) {
    return HttpResponse.<Accepted>accepted(
            URI.create("/v1/operations/" + accepted.operation().id()))
        .body(accepted);
  }
}
