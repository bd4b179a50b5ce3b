package dev.berth.simulator.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The whole account at one moment, as no AWS call would show it: all that ever was, and what is
 * left over. It has no parameter values.
 *
 * @param calls calls that arrived in this life of the simulator, by operation, SDK retries included
 * @param throttled those of them that were refused as too many
 */
public record AccountSnapshot(
    List<InstanceEntry> instances,
    List<ImageEntry> images,
    List<SnapshotEntry> snapshots,
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

    /** Whether it is not ended: what costs money, even stopped, and may be left over. */
    @JsonIgnore
    public boolean isAlive() {
      return !state.equals(InstanceState.SHUTTING_DOWN.label())
          && !state.equals(InstanceState.TERMINATED.label());
    }
  }

  /** An image that was made at some time, by its state at present. */
  public record ImageEntry(
      String region,
      String id,
      String name,
      String state,
      String sourceInstanceId,
      String snapshotId,
      Map<String, String> tags,
      Instant createdAt) {

    /** Whether it is not deregistered, be it pending, available or failed. */
    @JsonIgnore
    public boolean isKept() {
      return !state.equals(Image.DEREGISTERED);
    }
  }

  /** A snapshot that was made at some time, by its state at present. */
  public record SnapshotEntry(
      String region, String id, String state, String imageId, Map<String, String> tags) {

    /** Whether it is not deleted: what costs money. */
    @JsonIgnore
    public boolean isKept() {
      return !state.equals(Snapshot.DELETED);
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

  /** The instances that are not ended. */
  public List<InstanceEntry> alive() {
    return instances.stream().filter(InstanceEntry::isAlive).toList();
  }

  /** Ids of all that is there at present: instances, images and snapshots. */
  public List<String> kept() {
    return Stream.of(
            alive().stream().map(InstanceEntry::id),
            images.stream().filter(ImageEntry::isKept).map(ImageEntry::id),
            snapshots.stream().filter(SnapshotEntry::isKept).map(SnapshotEntry::id))
        .flatMap(ids -> ids)
        .toList();
  }

  /** What these regions have at this moment, and what the calls so far were. */
  public static AccountSnapshot of(
      Collection<RegionState> regions, Map<String, Long> calls, Map<String, Long> throttled) {
    Instant now = Instant.now();
    var instances = new ArrayList<InstanceEntry>();
    var images = new ArrayList<ImageEntry>();
    var snapshots = new ArrayList<SnapshotEntry>();
    var commands = new ArrayList<CommandEntry>();
    var parameters = new ArrayList<ParameterEntry>();
    for (RegionState region : regions) {
      synchronized (region) {
        region.instances().forEach(instance -> instances.add(entry(instance, now)));
        region.images().forEach(image -> images.add(entry(image, now)));
        region.snapshots().forEach(snapshot -> snapshots.add(entry(snapshot, now)));
        region.commands().forEach(command -> commands.add(entry(region, command, now)));
        region.parameters().forEach(parameter -> parameters.add(entry(parameter)));
      }
    }
    return new AccountSnapshot(
        List.copyOf(instances),
        List.copyOf(images),
        List.copyOf(snapshots),
        List.copyOf(commands),
        List.copyOf(parameters),
        calls,
        throttled);
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

  private static ImageEntry entry(Image image, Instant now) {
    Image.Source source = image.source().orElseThrow();
    return new ImageEntry(
        image.region(),
        image.id(),
        image.name(),
        image.state(now),
        source.instanceId(),
        source.snapshotId(),
        image.tags(),
        image.createdAt());
  }

  private static SnapshotEntry entry(Snapshot snapshot, Instant now) {
    return new SnapshotEntry(
        snapshot.region(), snapshot.id(), snapshot.state(now), snapshot.imageId(), snapshot.tags());
  }

  private static CommandEntry entry(RegionState region, Command command, Instant now) {
    return new CommandEntry(
        command.region(),
        command.id(),
        command.instanceIds(),
        command.comment(),
        command.script(),
        region.status(command, now).details(),
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
