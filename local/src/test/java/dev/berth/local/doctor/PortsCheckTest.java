package dev.berth.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.world.WorldPort;
import dev.berth.local.world.WorldPorts;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Finding.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortsCheckTest {
  @Test
  void aPortThatIsTakenIsNamedWithWhatItWasWantedFor() throws IOException {
    try (ServerSocket taken = listen()) {
      assertThat(PortsCheck.of(wanted(taken), Optional.empty()))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.level()).isEqualTo(Level.NOTE);
                assertThat(finding.subject()).isEqualTo("port " + taken.getLocalPort());
                assertThat(finding.message())
                    .contains("./berth up uses a free one instead for the API");
                assertThat(finding.remedy()).contains("ss -ltnp");
              });
    }
  }

  @Test
  void portsThatAreFreeAreFine() {
    WorldPorts free = WorldPorts.ANY.without(List.of(WorldPort.values()));

    assertFine(PortsCheck.of(free, Optional.empty()));
  }

  @Test
  void thoseOfARunningWorldAreItsOwn() throws IOException {
    try (ServerSocket taken = listen()) {
      assertFine(PortsCheck.of(wanted(taken), Optional.of(ProcessHandle.current())));
    }
  }

  private static void assertFine(List<Finding> findings) {
    assertThat(findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.OK));
  }

  private static WorldPorts wanted(ServerSocket taken) {
    Map<WorldPort, Integer> numbers = new HashMap<>(WorldPorts.ANY.numbers());
    numbers.put(WorldPort.API, taken.getLocalPort());
    return new WorldPorts(numbers);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
  }
}
