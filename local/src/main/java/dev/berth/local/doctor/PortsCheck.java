package dev.berth.local.doctor;

import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.worker.doctor.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ports that {@code ./berth up} listens on are free. */
final class PortsCheck {
  private PortsCheck() {}

  /**
   * Of these ports, with what needs them.
   *
   * @param world the process of the world that has them, if one runs
   */
  static List<Finding> of(Map<Integer, String> needed, Optional<ProcessHandle> world) {
    if (world.isPresent()) {
      return List.of(
          ok("ports", "./berth up runs and has them (process %d)".formatted(world.get().pid())));
    }
    List<Finding> taken =
        needed.entrySet().stream()
            .filter(port -> !isFree(port.getKey()))
            .map(
                port ->
                    problem(
                        "port " + port.getKey(),
                        "is taken; ./berth up needs it for " + port.getValue(),
                        "end what listens there: ss -ltnp 'sport = :%d'".formatted(port.getKey())))
            .toList();
    return taken.isEmpty()
        ? List.of(ok("ports", "free for ./berth up: %s".formatted(needed.keySet())))
        : taken;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
