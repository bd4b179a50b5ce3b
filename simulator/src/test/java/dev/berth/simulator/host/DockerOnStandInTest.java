package dev.berth.simulator.host;

import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** A host's docker, when a stand-in is all there is. */
class DockerOnStandInTest {
  @Nested
  class Answers extends DockerAnswersContract {
    @Override
    Optional<ContainerEngine> engine() {
      return Optional.empty();
    }
  }

  @Nested
  class Life extends DockerLifeContract {
    @Override
    Optional<ContainerEngine> engine() {
      return Optional.empty();
    }
  }

  @Nested
  class Run extends DockerRunContract {
    @Override
    Optional<ContainerEngine> engine() {
      return Optional.empty();
    }
  }
}
