package dev.berth.starter.core;

import dev.berth.registry.core.CoreRecord;
import dev.berth.starter.problem.Refusal;
import dev.berth.workflows.core.DeployRequest;

/** A core that is ready, against what is asked of it. */
final class Readiness {
  private Readiness() {}

  /** Refuses what would change the core. A version that is left open agrees with any. */
  static void refuseChange(CoreRecord core, DeployRequest request) {
    boolean same =
        core.region().equals(request.region())
            && core.plan().word().equals(request.plan().word())
            && (request.version() == null || request.version().equals(core.version()));
    if (!same) {
      throw Refusal.conflict(
          "core-differs",
          "The core %s is ready, as %s in %s with version %s. Changing the region, plan or version of a core is not offered yet."
              .formatted(request.key(), core.plan().word(), core.region(), core.version()));
    }
  }
}
