package dev.berth.client.api;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, as RFC 9457 has it ({@code application/problem+json}).
 *
 * @param code a stable word for programs
 * @param detail what happened and what to do, for people
 * @param errors every fault of the request, not only the first
 */
public record Problem(
    URI type, String title, int status, String code, @Nullable String detail, List<Fault> errors) {
  /**
   * One fault of a request.
   *
   * @param field where, e.g. {@code customer} or {@code X-Requester}
   */
  public record Fault(String field, String message) {}

  /** A problem whose type follows from its code. */
  public static Problem of(
      int status, String title, String code, @Nullable String detail, List<Fault> errors) {
    return new Problem(
        URI.create("urn:berth:problem:" + code), title, status, code, detail, errors);
  }
}
