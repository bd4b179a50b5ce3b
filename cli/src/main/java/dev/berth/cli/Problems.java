package dev.berth.cli;

import dev.berth.client.BerthException.Refused;
import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.api.Problem;
import dev.berth.client.api.ProblemCode;
import java.net.URI;
import java.util.List;

/** Errors that no answer of Berth describes, in the shape in which the API describes its own. */
final class Problems {
  private Problems() {}

  /** What a command failed with. */
  static Problem of(Exception error) {
    return switch (error) {
      case Refused refused -> refused.problem();
      case BadInput bad ->
          problem(bad.code(), bad.code().status() == 404 ? "Not Found" : "Bad Request", bad);
      // The API has no code for this: it is not there to give one.
      case Unreachable unreachable ->
          new Problem(
              URI.create("urn:berth:problem:unreachable"),
              "Service Unavailable",
              503,
              "unreachable",
              unreachable.getMessage(),
              List.of());
      default -> problem(ProblemCode.INTERNAL_ERROR, "Internal Server Error", error);
    };
  }

  /** A command line that is wrong. */
  static Problem badInput(String message) {
    return problem(ProblemCode.BAD_INPUT, "Bad Request", message);
  }

  private static Problem problem(ProblemCode code, String title, Exception error) {
    return problem(code, title, String.valueOf(error.getMessage()));
  }

  private static Problem problem(ProblemCode code, String title, String detail) {
    return Problem.of(code.status(), title, code, detail, List.of());
  }
}
