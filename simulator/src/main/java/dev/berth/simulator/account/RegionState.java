package dev.berth.simulator.account;

import dev.berth.simulator.wire.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that happened in one region. Callers hold its monitor while they read or change it; one API
 * call is one such step.
 */
public final class RegionState {

  private final Account.Region offer;
  private final Journal journal;
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final Map<String, Image> images = new LinkedHashMap<>();
  private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Map<String, List<Invocation>> invocations = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new TreeMap<>();

  RegionState(Account.Region offer, Journal journal) {
    this.offer = offer;
    this.journal = journal;
    offer.images().forEach(image -> apply(Image.furnished(offer.name(), image)));
  }

  /** What the region had from the beginning. */
  public Account.Region offer() {
    return offer;
  }

  /** Makes a fact true, for good. */
  public void record(Fact fact) {
    journal.append(fact);
    apply(fact);
  }

  void apply(Fact fact) {
    switch (fact) {
      case Instance instance -> instances.put(instance.id(), instance);
      case Image image -> images.put(image.id(), image);
      case Snapshot snapshot -> snapshots.put(snapshot.id(), snapshot);
      case Command command -> commands.put(command.id(), command);
      case Invocation invocation -> {
        List<Invocation> all =
            invocations.computeIfAbsent(invocation.commandId(), _ -> new ArrayList<>());
        all.removeIf(other -> other.instanceId().equals(invocation.instanceId()));
        all.add(invocation);
      }
      case Parameter parameter -> parameters.put(parameter.name(), parameter);
      case Parameter.Deleted deleted -> parameters.remove(deleted.name());
    }
  }

  /** What has to be remembered of all that happened. */
  Stream<Fact> facts() {
    return Stream.of(
            instances.values().stream(),
            images().stream(),
            snapshots.values().stream(),
            commands.values().stream(),
            invocations.values().stream().flatMap(List::stream),
            parameters.values().stream())
        .flatMap(facts -> facts);
  }

  /** Every instance ever launched, oldest first. */
  public Collection<Instance> instances() {
    return instances.values();
  }

  /** The instance of this id, at whatever time it was launched. */
  public Optional<Instance> instance(String id) {
    return Optional.ofNullable(instances.get(id));
  }

  /** Those that calls know at present. */
  public List<Instance> visibleInstances(Instant now) {
    return instances.values().stream().filter(instance -> instance.isVisible(now)).toList();
  }

  /** The instances of these ids, all of which must be known. */
  public List<Instance> instances(List<String> ids, Instant now) {
    ids.forEach(id -> Ids.check("i", id, "InvalidInstanceID.Malformed"));
    List<String> unknown =
        ids.stream()
            .filter(id -> instance(id).filter(instance -> instance.isVisible(now)).isEmpty())
            .toList();
    if (!unknown.isEmpty()) {
      throw AwsError.refused(
          "InvalidInstanceID.NotFound",
          unknown.size() == 1
              ? "The instance ID '%s' does not exist"
              : "The instance IDs '%s' do not exist",
          String.join(", ", unknown));
    }
    return ids.stream().distinct().map(instances::get).toList();
  }

  /** Every image ever made here, oldest first. */
  public List<Image> images() {
    return images.values().stream().filter(image -> image.source().isPresent()).toList();
  }

  /** Those that calls know at present: made here, or there from the beginning. */
  public List<Image> visibleImages(Instant now) {
    return images.values().stream().filter(image -> image.isVisible(now)).toList();
  }

  /** The image of this id, deregistered or not. */
  public Optional<Image> image(String id) {
    return Optional.ofNullable(images.get(id));
  }

  /** Every snapshot ever made, oldest first. */
  public Collection<Snapshot> snapshots() {
    return snapshots.values();
  }

  /** The snapshot of this id, deleted or not. */
  public Optional<Snapshot> snapshot(String id) {
    return Optional.ofNullable(snapshots.get(id));
  }

  /** Every command ever sent, oldest first. */
  public Collection<Command> commands() {
    return commands.values();
  }

  /** The invocations of this command, one for each of its instances. */
  public List<Invocation> invocations(Command command) {
    return List.copyOf(invocations.get(command.id()));
  }

  /** The whole command's: that of an invocation that is not finished, else of one that failed. */
  public InvocationStatus status(Command command, Instant now) {
    return invocations(command).stream()
        .map(invocation -> invocation.status(command, now))
        .min(InvocationStatus::compareTo)
        .orElse(InvocationStatus.PENDING);
  }

  /** The invocation of this key. */
  public Optional<Invocation> invocation(Invocation.Key key) {
    return invocations.getOrDefault(key.commandId(), List.of()).stream()
        .filter(invocation -> invocation.key().equals(key))
        .findFirst();
  }

  /** The command of this id. */
  public Optional<Command> command(String id) {
    return Optional.ofNullable(commands.get(id));
  }

  /** All parameters that exist, by name. */
  public Collection<Parameter> parameters() {
    return parameters.values();
  }

  /** The parameter of this name. */
  public Optional<Parameter> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
