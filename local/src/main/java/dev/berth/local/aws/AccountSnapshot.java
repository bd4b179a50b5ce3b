package dev.berth.local.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The whole account at one moment, as no AWS call would show it: all that ever was, and what is
 * left over. It has no parameter values.
 *
 * @param calls calls that arrived in this life of the simulator, by operation, SDK retries included
 * @param throttled those of them that were refused as too many
 */
public record AccountSnapshot(
    List<InstanceEntry> instances,
    List<CommandEntry> commands,
    List<ParameterEntry> parameters,
    Map<String, Long> calls,
    Map<String, Long> throttled) {

  /** An instance that was launched at some time, by its EC2 state at present. */
  public record InstanceEntry(
      String region,
      String id,
      String state,
      String type,
      String zone,
      String subnetId,
      String imageId,
      String privateIp,
      String clientToken,
      Map<String, String> tags,
      Instant launchedAt) {

    /** Whether it is pending or running: what costs money and may be left over. */
    public boolean isAlive() {
      return state.equals(InstanceState.PENDING.label())
          || state.equals(InstanceState.RUNNING.label());
    }
  }

  /** A command that was sent at some time: its text, and where it stands. */
  public record CommandEntry(
      String region,
      String id,
      List<String> instanceIds,
      String comment,
      String text,
      String status,
      Instant requestedAt) {}

  /** A parameter, without its value. */
  public record ParameterEntry(
      String region, String name, String type, long version, Map<String, String> tags) {}

  /** The instances that are pending or running. */
  public List<InstanceEntry> alive() {
    return instances.stream().filter(InstanceEntry::isAlive).toList();
  }

  static AccountSnapshot of(Ledger ledger, FrontDoor door) {
    Instant now = Instant.now();
    var instances = new ArrayList<InstanceEntry>();
    var commands = new ArrayList<CommandEntry>();
    var parameters = new ArrayList<ParameterEntry>();
    for (RegionState region : ledger.regions()) {
      synchronized (region) {
        region.instances().forEach(instance -> instances.add(entry(instance, now)));
        region.commands().forEach(command -> commands.add(entry(region, command, now)));
        region.parameters().forEach(parameter -> parameters.add(entry(parameter)));
      }
    }
    return new AccountSnapshot(
        List.copyOf(instances),
        List.copyOf(commands),
        List.copyOf(parameters),
        door.calls(),
        door.throttled());
  }

  private static InstanceEntry entry(Instance instance, Instant now) {
    Instance.Launch launch = instance.launch();
    return new InstanceEntry(
        instance.region(),
        instance.id(),
        instance.state(now).label(),
        launch.type(),
        launch.subnet().zone(),
        launch.subnet().id(),
        launch.imageId(),
        instance.privateIp(),
        launch.clientToken().orElse(""),
        instance.tags(),
        instance.launchedAt());
  }

  private static CommandEntry entry(RegionState region, Command command, Instant now) {
    return new CommandEntry(
        command.region(),
        command.id(),
        command.instanceIds(),
        command.comment(),
        command.script(),
        CommandJson.status(region, command, now).details(),
        command.requestedAt());
  }

  private static ParameterEntry entry(Parameter parameter) {
    return new ParameterEntry(
        parameter.region(),
        parameter.name(),
        parameter.type(),
        parameter.version(),
        parameter.tags());
  }
}
