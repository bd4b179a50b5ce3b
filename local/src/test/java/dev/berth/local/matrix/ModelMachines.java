package dev.berth.local.matrix;

import dev.berth.activities.aws.SecretStore;
import dev.berth.simulator.host.Machine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hosts in this process. They answer the three scripts as the scripts themselves do, without a
 * shell and its seconds; that the scripts do so is proved with a real {@code sh} elsewhere.
 */
final class ModelMachines implements Machine.Factory {
  private final Map<String, ModelMachine> machines = new ConcurrentHashMap<>();
  private final Set<String> unfit = ConcurrentHashMap.newKeySet();
  private volatile SecretStore secrets;

  /** What the hosts' {@code aws ssm get-parameter} asks. */
  void secretsFrom(SecretStore store) {
    secrets = store;
  }

  @Override
  public Machine machine(Machine.Spec spec) {
    return machines.computeIfAbsent(spec.instanceId(), _ -> new ModelMachine(spec, this));
  }

  /** The next machine of the region that is prepared turns out to be unfit. */
  void nextIsUnfit(String region) {
    unfit.add(region);
  }

  boolean turnsOutUnfit(String region) {
    return unfit.remove(region);
  }

  SecretStore secrets() {
    return secrets;
  }

  /** Ids of the cores that run in the region, one per container. */
  List<String> cores(String region) {
    return in(region).stream().flatMap(machine -> machine.cores().stream()).sorted().toList();
  }

  void powerOff(String region) {
    in(region).forEach(ModelMachine::powerOff);
  }

  private List<ModelMachine> in(String region) {
    return machines.values().stream().filter(machine -> machine.isIn(region)).toList();
  }
}
