package dev.berth.servers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aFreePortIsNotGivenToAnotherWhoAsksForAny() {
    List<Integer> ports = Stream.generate(() -> Ports.orFree(0)).limit(1000).toList();

    // Of a thousand that the system picks, some sixty come twice.
    assertThat(ports).doesNotHaveDuplicates();
  }

  @Test
  void aFreePortCanBeListenedAt() throws IOException {
    int port = Ports.orFree(0);

    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(socket.getLocalPort()).isEqualTo(port);
    }
  }

  @Test
  void aPortThatIsAskedForIsThatPort() {
    assertThat(Ports.orFree(8480)).isEqualTo(8480);
  }
}
