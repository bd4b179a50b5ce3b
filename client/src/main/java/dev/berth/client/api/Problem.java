package dev.berth.client.api;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, as RFC 9457 has it ({@code application/problem+json}).
 *
 * @param code a stable word for programs, one of {@code bad-input}, {@code key-missing}, {@code
 *     key-refused}, {@code scope-missing}, {@code other-customers}, {@code unknown-host}, {@code
 *     foreign-page}, {@code no-such-path}, {@code no-such-core}, {@code no-such-host}, {@code
 *     no-such-image}, {@code no-such-operation}, {@code no-such-key}, {@code host-gone}, {@code
 *     not-frozen}, {@code method-not-allowed}, {@code not-acceptable}, {@code body-too-large},
 *     {@code unsupported-media-type}, {@code core-differs}, {@code core-not-ready}, {@code
 *     different-request-runs}, {@code unwinding}, {@code operation-runs}, {@code ended}, {@code
 *     too-late}, {@code not-held}, {@code other-step}, {@code not-allowed}, {@code verb-refused},
 *     {@code host-in-use}, {@code host-empty}, {@code host-not-ready}, {@code image-in-use}, {@code
 *     image-current}, {@code image-not-available}, {@code image-retired}, {@code over-quota},
 *     {@code key-exists}, {@code key-ended}, {@code too-many-failures}, {@code internal-error},
 *     {@code no-worker}, {@code temporal-unreachable}, {@code temporal-busy}, {@code
 *     temporal-refuses}, {@code registry-unreachable}, {@code registry-unfit}, {@code
 *     secret-missing}, {@code secret-store-refuses}, {@code secret-store-unreachable}, {@code
 *     image-not-planned}, {@code sweep-failed}
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
      int status, String title, ProblemCode code, @Nullable String detail, List<Fault> errors) {
    URI type = URI.create("urn:berth:problem:" + code.word());
    return new Problem(type, title, status, code.word(), detail, errors);
  }
}
