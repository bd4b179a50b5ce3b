package dev.berth.worker.deploy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A whole installation with hosts in memory, and its sweep. */
abstract class Swept {
  Berth berth;
  Outside outside;
  Sweeping sweep;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.withHostsInMemory().withWorker();
    outside = new Outside(berth);
    sweep = new Sweeping(berth);
  }

  @AfterEach
  void end() throws IOException {
    berth.close();
  }
}
