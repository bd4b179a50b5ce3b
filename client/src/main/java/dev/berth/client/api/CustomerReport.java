package dev.berth.client.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of asking for a customer's cores.
 *
 * @param cores the development core first, then the production core
 */
public record CustomerReport(String customer, List<Result> cores) {
  /**
   * What became of one of them.
   *
   * @param status the HTTP status that asking for this core alone would have had
   * @param core left out when it was refused
   * @param operation the one that deploys it; left out when it is ready already, or was refused
   * @param problem why it was refused
   */
  public record Result(
      String environment,
      int status,
      @Nullable CoreView core,
      @Nullable OperationView operation,
      @Nullable Problem problem) {}
}
