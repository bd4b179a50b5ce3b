package dev.berth.starter.problem;

import dev.berth.client.api.Problem;
import dev.berth.client.api.Problem.Fault;
import io.micronaut.http.HttpStatus;
import java.util.List;

/** A request that cannot be done, with the reason and what to do about it. */
public final class Refusal extends RuntimeException {
  static final String BROKEN = "Berth failed, and its log says how. It is safe to ask again.";

  private final HttpStatus status;
  private final String code;
  private final transient List<Fault> faults;

  private Refusal(HttpStatus status, String code, String detail, List<Fault> faults) {
    super(detail);
    this.status = status;
    this.code = code;
    this.faults = List.copyOf(faults);
  }

  /** The request itself is wrong: 400, with all of its faults. */
  public static Refusal badInput(List<Fault> faults) {
    return new Refusal(
        HttpStatus.BAD_REQUEST,
        "bad-input",
        "Nothing was started. Correct what is listed under errors and ask again.",
        faults);
  }

  /** It contradicts what is there or under way: 409. */
  public static Refusal conflict(String code, String detail) {
    return new Refusal(HttpStatus.CONFLICT, code, detail, List.of());
  }

  /** There is no such thing: 404. */
  public static Refusal notFound(String code, String detail) {
    return new Refusal(HttpStatus.NOT_FOUND, code, detail, List.of());
  }

  /** Something that Berth needs is away for the moment: 503, to be asked again. */
  public static Refusal unavailable(String code, String detail) {
    return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, code, detail, List.of());
  }

  /** A fault of ours: 500. */
  static Refusal broken() {
    return new Refusal(HttpStatus.INTERNAL_SERVER_ERROR, "broken", BROKEN, List.of());
  }

  /** Whether it will pass, so that asking again makes sense. */
  boolean isPassing() {
    return status == HttpStatus.SERVICE_UNAVAILABLE;
  }

  /** Whether it is a fault of ours. */
  boolean isBroken() {
    return status == HttpStatus.INTERNAL_SERVER_ERROR;
  }

  Problem problem() {
    return Problem.of(status.getCode(), status.getReason(), code, getMessage(), faults);
  }
}
