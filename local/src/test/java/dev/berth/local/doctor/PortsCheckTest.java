package dev.berth.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.servers.process.Ports;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Finding.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortsCheckTest {
  @Test
  void aPortThatIsTakenIsNamedWithWhatNeedsIt() throws IOException {
    int free = Ports.orFree(0);
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Map<Integer, String> needed = Map.of(free, "this", taken.getLocalPort(), "the API");

      Finding finding = PortsCheck.of(needed, Optional.empty()).getFirst();

      assertThat(PortsCheck.of(needed, Optional.empty())).hasSize(1);
      assertThat(finding.level()).isEqualTo(Level.PROBLEM);
      assertThat(finding.subject()).isEqualTo("port " + taken.getLocalPort());
      assertThat(finding.message()).contains("./berth up needs it for the API");
      assertThat(finding.remedy()).contains("ss -ltnp");
    }
  }

  @Test
  void portsThatAreFreeAreFine() {
    assertThat(PortsCheck.of(Map.of(Ports.orFree(0), "this"), Optional.empty()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.OK));
  }

  @Test
  void thoseOfARunningWorldAreItsOwn() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(
              PortsCheck.of(
                  Map.of(taken.getLocalPort(), "the API"), Optional.of(ProcessHandle.current())))
          .singleElement()
          .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.OK));
    }
  }
}
