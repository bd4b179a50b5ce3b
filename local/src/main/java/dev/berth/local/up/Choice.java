package dev.berth.local.up;

import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldPort;
import dev.berth.local.world.WorldPorts;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Chooses the ports of a world.
 *
 * @param folder of the world
 * @param out told which port is used instead of one that is taken
 */
public record Choice(WorldFolder folder, Consumer<String> out) {

  /**
   * Those that are asked for, else those of the last run, else the documented ones.
   *
   * @param base the first of the ports that are asked for; null for none
   * @throws IllegalArgumentException with a sentence for each port that is asked for and taken
   */
  public WorldPorts of(Integer base, Map<String, String> environment) {
    if (base != null) {
      return free(WorldPorts.from(base).needed(environment));
    }
    WorldPorts usual = folder.ports().orElse(WorldPorts.ANY).orDocumented().needed(environment);
    List<WorldPort> taken = usual.taken();
    WorldPorts chosen = usual.without(taken);
    taken.forEach(port -> out.accept(instead(port, usual.of(port), chosen.of(port))));
    if (taken.contains(WorldPort.CORES) && folder.ports().isPresent()) {
      out.accept(
          "Cores of earlier runs keep their URLs with port %d and do not answer in this run."
              .formatted(usual.of(WorldPort.CORES)));
    }
    return chosen;
  }

  private static String instead(WorldPort port, int taken, int chosen) {
    return "Port %d is taken (ss -ltnp 'sport = :%d' names the process). Port %d serves for %s."
        .formatted(taken, taken, chosen, port.use());
  }

  private static WorldPorts free(WorldPorts asked) {
    List<WorldPort> taken = asked.taken();
    if (!taken.isEmpty()) {
      throw new IllegalArgumentException(
          taken.stream()
              .map(
                  port ->
                      "Port %d is taken; ./berth up needs it for %s."
                          .formatted(asked.of(port), port.use()))
              .collect(
                  Collectors.joining(
                      "\n", "", "\nChoose another --port-base, or none for any free ports.")));
    }
    return asked;
  }
}
