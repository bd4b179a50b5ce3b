package dev.berth.activities.pool;

import static java.util.Comparator.comparing;

import dev.berth.model.HostState;
import dev.berth.model.PoolMode;
import dev.berth.registry.Registry;
import dev.berth.registry.host.PoolRecord;
import dev.berth.registry.host.PoolStore.PoolHost;
import dev.berth.workflows.pool.PoolRequest;
import dev.berth.workflows.pool.PoolTask;
import dev.berth.workflows.pool.PoolTask.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the pools of a region need now, by the registry alone. */
final class PoolWork {
  private final Registry registry;

  PoolWork(Registry registry) {
    this.registry = registry;
  }

  /** The most urgent first. */
  List<PoolTask> due(PoolRequest request) {
    List<PoolHost> hosts =
        registry.pools().hosts(request.region(), request.checkEvery(), request.maxAge());
    return registry.pools().of(request.region()).stream()
        .flatMap(pool -> due(pool, hosts.stream().filter(h -> h.plan() == pool.plan()).toList()))
        .sorted(comparing(PoolTask::what))
        .toList();
  }

  private static Stream<PoolTask> due(PoolRecord pool, List<PoolHost> hosts) {
    List<PoolTask> tasks = new ArrayList<>();
    boolean full = pool.missingRunning() == 0 && pool.missingStopped() == 0;
    if (!full || hosts.stream().anyMatch(PoolHost::unclaimed)) {
      tasks.add(new PoolTask(What.FILL, pool.plan(), null, "hosts are missing"));
    }
    List<PoolHost> running = kept(hosts, PoolMode.RUNNING);
    List<PoolHost> stopped = kept(hosts, PoolMode.STOPPED);
    List<PoolHost> surplus =
        Stream.concat(
                running.stream().limit(Math.max(0, running.size() - pool.running())),
                stopped.stream().limit(Math.max(0, stopped.size() - pool.stopped())))
            .toList();
    surplus.forEach(host -> tasks.add(task(What.GIVE_UP, host, "one too many in the pool")));
    List<PoolHost> rest = hosts.stream().filter(host -> !surplus.contains(host)).toList();
    Optional<PoolHost> old = full ? oldest(rest) : Optional.empty();
    old.ifPresent(host -> tasks.add(task(What.GIVE_UP, host, "waited too long for a core")));
    rest.stream()
        .filter(host -> old.filter(host::equals).isEmpty())
        .forEach(
            host -> {
              if (host.stopDue()) {
                tasks.add(task(What.STOP, host, "to be kept stopped"));
              } else if (host.checkDue()) {
                tasks.add(task(What.CHECK, host, "not looked at for a while"));
              }
            });
    return tasks.stream();
  }

  private static List<PoolHost> kept(List<PoolHost> hosts, PoolMode how) {
    return hosts.stream().filter(host -> host.pooled() == how).toList();
  }

  /** One at a time, and only while no other one is on its way: the pool must not be emptied. */
  private static Optional<PoolHost> oldest(List<PoolHost> hosts) {
    boolean filling = hosts.stream().anyMatch(host -> host.state() == HostState.LAUNCHING);
    return filling ? Optional.empty() : hosts.stream().filter(PoolHost::old).findFirst();
  }

  private static PoolTask task(What what, PoolHost host, String why) {
    return new PoolTask(what, host.plan(), host.id(), why);
  }
}
