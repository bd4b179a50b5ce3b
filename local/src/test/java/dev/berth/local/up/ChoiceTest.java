package dev.berth.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldPort;
import dev.berth.local.world.WorldPorts;
import dev.berth.servers.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceTest {
  private static final Map<String, String> OWN_TEMPORAL = Map.of();

  @TempDir private Path path;

  private final List<String> said = new ArrayList<>();

  @Test
  void thePortsOfTheLastRunAreUsedAgain() {
    WorldPorts last = free();
    folder().keep(last);

    assertThat(choose(null)).isEqualTo(last);
    assertThat(said).isEmpty();
  }

  @Test
  void aFreePortIsUsedInsteadOfOneThatIsTakenAndBothAreNamed() throws IOException {
    try (ServerSocket stranger = listen()) {
      int taken = stranger.getLocalPort();
      folder().keep(with(free(), WorldPort.TEMPORAL, taken));

      WorldPorts chosen = choose(null);

      int instead = chosen.of(WorldPort.TEMPORAL);
      assertThat(Ports.isFree(instead)).isTrue();
      assertThat(said)
          .containsExactly(
              "Port %d is taken (ss -ltnp 'sport = :%d' names the process). Port %d serves for Temporal."
                  .formatted(taken, taken, instead));
    }
  }

  @Test
  void coresOfEarlierRunsThatCannotAnswerAreMentioned() throws IOException {
    try (ServerSocket stranger = listen()) {
      folder().keep(with(free(), WorldPort.CORES, stranger.getLocalPort()));

      choose(null);

      assertThat(said)
          .last()
          .asString()
          .contains("keep their URLs with port " + stranger.getLocalPort());
    }
  }

  @Test
  void portsThatAreAskedForAndTakenAreRefused() throws IOException {
    try (ServerSocket stranger = listen()) {
      int taken = stranger.getLocalPort();

      assertThatThrownBy(() -> choose(taken))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Port %d is taken; ./berth up needs it for the API.", taken)
          .hasMessageContaining("--port-base");
    }
  }

  @Test
  void portsThatAreAskedForFollowEachOther() {
    WorldPorts asked = WorldPorts.from(20_000);

    assertThat(asked.of(WorldPort.API)).isEqualTo(20_000);
    assertThat(asked.of(WorldPort.TEMPORAL_UI)).isEqualTo(20_006);
    assertThatThrownBy(() -> WorldPorts.from(80)).hasMessageContaining("from 1024 to 65529");
    assertThatThrownBy(() -> WorldPorts.from(65_530)).hasMessageContaining("not 65530");
  }

  @Test
  void aNamedTemporalServerNeedsNoPortsHere() throws IOException {
    try (ServerSocket stranger = listen()) {
      folder().keep(with(free(), WorldPort.TEMPORAL, stranger.getLocalPort()));

      WorldPorts chosen =
          new Choice(folder(), said::add).of(null, Map.of("TEMPORAL_ADDRESS", "t.example:7233"));

      assertThat(said).isEmpty();
      assertThat(chosen.of(WorldPort.TEMPORAL)).isZero();
      assertThat(chosen.of(WorldPort.TEMPORAL_UI)).isZero();
    }
  }

  private WorldPorts choose(Integer base) {
    return new Choice(folder(), said::add).of(base, OWN_TEMPORAL);
  }

  private WorldFolder folder() {
    return new WorldFolder(path);
  }

  private static WorldPorts free() {
    return WorldPorts.ANY.without(List.of(WorldPort.values()));
  }

  private static WorldPorts with(WorldPorts ports, WorldPort port, int number) {
    Map<WorldPort, Integer> numbers = new HashMap<>(ports.numbers());
    numbers.put(port, number);
    return new WorldPorts(numbers);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
  }
}
