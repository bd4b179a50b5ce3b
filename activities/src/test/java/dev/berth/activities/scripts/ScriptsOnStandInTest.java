package dev.berth.activities.scripts;

import dev.berth.simulator.host.ContainerEngine;
import java.util.Optional;

/** The scripts against the stand-in for docker. */
class ScriptsOnStandInTest extends ScriptsInTroubleContract {
  @Override
  Optional<ContainerEngine> engine() {
    return Optional.empty();
  }

  @Override
  String absentImage() {
    return "berth/absent:1";
  }
}
