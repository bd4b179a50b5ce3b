package dev.berth.local.world;

import dev.berth.servers.process.Ports;
import dev.berth.servers.temporal.TemporalSearch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The ports of a world.
 *
 * @param numbers 0 for any port that is free
 */
public record WorldPorts(Map<WorldPort, Integer> numbers) {
  /** Any that are free. */
  public static final WorldPorts ANY = of(_ -> 0);

  /**
   * Consecutive ports, by {@link WorldPort#place}.
   *
   * @throws IllegalArgumentException with a sentence for a user
   */
  public static WorldPorts from(int base) {
    int highest = base + WorldPort.values().length - 1;
    if (base < 1024 || highest > 65_535) {
      throw new IllegalArgumentException(
          "--port-base must be from 1024 to %d, not %d"
              .formatted(65_536 - WorldPort.values().length, base));
    }
    return of(port -> base + port.place());
  }

  static WorldPorts of(ToIntFunction<WorldPort> number) {
    Map<WorldPort, Integer> numbers = new EnumMap<>(WorldPort.class);
    Stream.of(WorldPort.values()).forEach(port -> numbers.put(port, number.applyAsInt(port)));
    return new WorldPorts(numbers);
  }

  /** The port's number; 0 for any that is free. */
  public int of(WorldPort port) {
    return numbers.get(port);
  }

  /** Those that another process has. */
  public List<WorldPort> taken() {
    return numbers.keySet().stream()
        .filter(port -> of(port) != 0 && !Ports.isFree(of(port)))
        .toList();
  }

  /** The same without those that a world does not need when a Temporal server is named. */
  public WorldPorts needed(Map<String, String> environment) {
    boolean named = TemporalSearch.address(environment).isPresent();
    return of(port -> named && port.isTemporals() ? 0 : of(port));
  }

  /** The same with the documented numbers where there were none. */
  public WorldPorts orDocumented() {
    return of(port -> of(port) == 0 ? port.documented() : of(port));
  }

  /** The same with free ports for some. */
  public WorldPorts without(List<WorldPort> taken) {
    return of(port -> taken.contains(port) ? Ports.orFree(0) : of(port));
  }
}
