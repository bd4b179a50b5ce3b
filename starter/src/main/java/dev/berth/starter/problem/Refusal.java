package dev.berth.starter.problem;

import dev.berth.client.api.Problem;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ProblemCode;
import io.micronaut.http.HttpStatus;
import java.util.List;

/** A request that cannot be carried out, with the reason and what to do about it. */
public final class Refusal extends RuntimeException {
  static final String INVALID = "The request is invalid, and nothing was started or changed.";

  static final String INTERNAL_ERROR =
      "Berth failed; its log has the cause. It is safe to ask again.";

  private final ProblemCode code;
  private final transient List<Fault> faults;

  private Refusal(ProblemCode code, String detail, List<Fault> faults) {
    super(detail);
    this.code = code;
    this.faults = List.copyOf(faults);
  }

  /** A refusal with this code, which implies the HTTP status. */
  public static Refusal of(ProblemCode code, String detail) {
    return new Refusal(code, detail, List.of());
  }

  /** The request itself is wrong: 400, with all of its faults. */
  public static Refusal badInput(List<Fault> faults) {
    return new Refusal(ProblemCode.BAD_INPUT, INVALID, faults);
  }

  /**
   * Refuses the request when it has faults.
   *
   * @throws Refusal with all of them
   */
  public static void ifAny(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw badInput(faults);
    }
  }

  /** Whether the same request may succeed later. */
  boolean isTemporary() {
    return code.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode();
  }

  /** Whether Berth itself failed. */
  boolean isInternal() {
    return code == ProblemCode.INTERNAL_ERROR;
  }

  /** As the API has it. */
  public Problem problem() {
    String title = HttpStatus.valueOf(code.status()).getReason();
    return Problem.of(code.status(), title, code, getMessage(), faults);
  }
}
