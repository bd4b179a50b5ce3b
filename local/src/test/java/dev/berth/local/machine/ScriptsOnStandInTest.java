package dev.berth.local.machine;

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
