package dev.berth.simulator.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Hosts in this process: no folder, no shell, no processes. They answer Berth's scripts as the
 * scripts themselves do, within microseconds; a core is a port that answers to its key. A test that
 * needs hundreds of them uses these; that the scripts do what is answered here is tested on {@link
 * HostMachines}.
 */
public final class InMemoryHosts implements Machine.Factory {
  /** The version of a core whose process ends as soon as it starts. */
  public static final String BROKEN = "6.6.6";

  private static final List<String> SCRIPTS =
      List.of(
          "prepare-host",
          "start-core",
          "look-core",
          "restart-core",
          "remove-core",
          "clean-image",
          "prove-image");

  /** What a host's {@code aws ssm get-parameter} finds. */
  @FunctionalInterface
  public interface Secrets {
    /** The fields of the secret of this name; empty when there is none. */
    Optional<Map<String, String>> find(String region, String name);
  }

  private final Map<String, InMemoryHost> hosts = new ConcurrentHashMap<>();
  private final Set<String> unfit = ConcurrentHashMap.newKeySet();
  private final Map<String, String> namesByText;
  private volatile Secrets secrets = (_, _) -> Optional.empty();

  /**
   * Hosts that know these scripts.
   *
   * @param scripts the text by which a script is recognised, by its name, e.g. {@code start-core}
   */
  public InMemoryHosts(UnaryOperator<String> scripts) {
    namesByText =
        SCRIPTS.stream()
            .collect(Collectors.toMap(name -> scripts.apply(name).strip(), name -> name));
  }

  /** The name of the script whose text this is, whatever stands around it; empty for another. */
  String name(String script) {
    return namesByText.entrySet().stream()
        .filter(entry -> script.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** From now on the hosts find their secrets here. */
  public void secretsFrom(Secrets newSecrets) {
    secrets = newSecrets;
  }

  @Override
  public Machine machine(Machine.Spec spec) {
    return hosts.computeIfAbsent(spec.instanceId(), _ -> new InMemoryHost(spec, this));
  }

  /** The next host of the region that is prepared turns out to be unfit. */
  public void nextIsUnfit(String region) {
    unfit.add(region);
  }

  boolean turnsOutUnfit(String region) {
    return unfit.remove(region);
  }

  Secrets secrets() {
    return secrets;
  }

  /** Ids of the cores that run in the region, one per container. */
  public List<String> cores(String region) {
    return in(region).stream().flatMap(host -> host.cores().stream()).sorted().toList();
  }

  /** Powers all hosts of the region off, and ends their cores. */
  public void powerOff(String region) {
    in(region).forEach(InMemoryHost::powerOff);
  }

  private List<InMemoryHost> in(String region) {
    return hosts.values().stream().filter(host -> host.isIn(region)).toList();
  }
}
