package dev.berth.simulator.host;

import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** A host's docker, when a real engine runs its containers. */
@Tag("containers")
class DockerOnEngineTest {
  @Nested
  class Answers extends DockerAnswersContract {
    @Override
    Optional<ContainerEngine> engine() {
      return Optional.of(RealEngine.ofNewWorld());
    }
  }

  @Nested
  class Life extends DockerLifeContract {
    @Override
    Optional<ContainerEngine> engine() {
      return Optional.of(RealEngine.ofNewWorld());
    }
  }

  @Nested
  class Run extends DockerRunContract {
    @Override
    Optional<ContainerEngine> engine() {
      return Optional.of(RealEngine.ofNewWorld());
    }
  }
}
