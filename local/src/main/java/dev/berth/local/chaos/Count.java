package dev.berth.local.chaos;

import dev.berth.client.BerthClient;
import dev.berth.client.api.HostView;
import dev.berth.local.world.Caller;
import dev.berth.local.world.World;
import dev.berth.registry.core.CoreRecord;
import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.account.AccountSnapshot.InstanceEntry;
import dev.berth.simulator.host.Containers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is there when nothing is in motion any more.
 *
 * @param launched instances that were ever launched
 * @param needed ready hosts
 * @param givenBack instances that ended: no good, or not wanted any more
 * @param leftOver what is there although the registry knows no reason for it, a line each
 * @param duplicates what was made twice, a line each
 * @param broken cores that do not do what their owners were told, a line each
 */
record Count(
    int launched,
    int needed,
    int givenBack,
    List<String> leftOver,
    List<String> duplicates,
    List<String> broken) {

  private static final int USER_ERROR = 401;

  static Count of(World world, Path awsFolder, BerthClient client) {
    AccountSnapshot account = world.aws().snapshot();
    List<HostView> hosts = client.hosts().list();
    List<HostView> ready = hosts.stream().filter(host -> host.state().equals("ready")).toList();
    return new Count(
        account.instances().size(),
        ready.size(),
        account.instances().size() - account.alive().size(),
        leftOver(world, hosts),
        duplicates(world, account, awsFolder),
        broken(world, client));
  }

  private static List<String> leftOver(World world, List<HostView> hosts) {
    List<String> found = new ArrayList<>(world.leftovers().found());
    hosts.stream()
        .filter(host -> host.plan().equals("dedicated"))
        .filter(host -> !host.state().equals("ready")) // the next core takes it, or the sweep
        .filter(host -> host.slots().stream().allMatch(slot -> slot.customer() == null))
        .forEach(host -> found.add("dedicated host " + host.id() + " without its core"));
    return found;
  }

  /** An instance of the same number of the same host, or a container of the same core. */
  private static List<String> duplicates(World world, AccountSnapshot account, Path awsFolder) {
    List<String> found = new ArrayList<>();
    Function<InstanceEntry, String> need =
        i -> i.tags().get("berth:host") + " number " + i.tags().get("berth:instance-number");
    account.instances().stream()
        .collect(Collectors.groupingBy(need, Collectors.counting()))
        .forEach(
            (host, times) -> {
              if (times > 1) {
                found.add("instance of host %s, launched %d times".formatted(host, times));
              }
            });
    List<Path> hosts =
        account.alive().stream()
            .map(i -> AwsSimulator.machines(awsFolder).resolve(i.id()))
            .toList();
    List<String> running = Containers.running(hosts, "berth.core");
    Set<String> once = new HashSet<>();
    running.stream().filter(core -> !once.add(core)).forEach(c -> found.add("core " + c));
    Set<String> needless = new TreeSet<>(once);
    cores(world).stream().map(CoreRecord::id).forEach(needless::remove);
    needless.forEach(core -> found.add("core " + core + " runs, and is not registered"));
    return found;
  }

  private static List<CoreRecord> cores(World world) {
    return world.registry().cores().list().stream().filter(CoreRecord::ready).toList();
  }

  private static List<String> broken(World world, BerthClient client) {
    Caller caller = new Caller();
    List<String> found = new ArrayList<>();
    for (CoreRecord core : cores(world)) {
      String key = client.credentials(core.customer(), core.environment()).apiKey();
      Map<String, Integer> answers =
          Map.of(
              "its key", caller.call(core.url(), key),
              "another key", caller.call(core.url(), key.substring(1) + "x"));
      if (!answers.equals(Map.of("its key", 200, "another key", USER_ERROR))) {
        found.add("%s/%s answers %s".formatted(core.customer(), core.environment(), answers));
      }
    }
    return found;
  }
}
