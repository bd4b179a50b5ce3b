package dev.berth.local.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;

import dev.berth.local.world.WorldPorts;
import dev.berth.worker.doctor.Finding;
import java.util.List;
import java.util.Optional;

/** The ports that {@code ./berth up} prefers. Others serve where one is taken. */
final class PortsCheck {
  private PortsCheck() {}

  /**
   * Of these ports.
   *
   * @param world the process of the world that has them, if one runs
   */
  static List<Finding> of(WorldPorts wanted, Optional<ProcessHandle> world) {
    if (world.isPresent()) {
      return List.of(
          ok("ports", "./berth up runs and has them (process %d)".formatted(world.get().pid())));
    }
    List<Finding> taken =
        wanted.taken().stream()
            .map(
                port ->
                    note(
                        "port " + wanted.of(port),
                        "is taken; ./berth up uses a free one instead for " + port.use(),
                        "to free it, end what listens there: ss -ltnp 'sport = :%d'"
                            .formatted(wanted.of(port))))
            .toList();
    return taken.isEmpty() ? List.of(ok("ports", "free for ./berth up")) : taken;
  }
}
