package dev.berth.starter.core;

import dev.berth.client.api.ProblemCode;
import dev.berth.registry.core.CoreRecord;
import dev.berth.starter.problem.Refusal;
import dev.berth.workflows.core.DeployRequest;

/** Compares a ready core with a request for it. */
final class Readiness {
  private Readiness() {}

  /** Refuses a request that would change the core. A request without a version matches any. */
  static void refuseChange(CoreRecord core, DeployRequest request) {
    boolean same =
        core.region().equals(request.region())
            && core.plan() == request.plan()
            && (request.version() == null || request.version().equals(core.version()));
    if (!same) {
      throw Refusal.of(
          ProblemCode.CORE_DIFFERS,
          "The core %s is ready, as %s in %s with version %s. Changing the region, plan or version of a core is not offered yet."
              .formatted(request.core(), core.plan().word(), core.region(), core.version()));
    }
  }
}
