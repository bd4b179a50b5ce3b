package dev.berth.starter.operation;

import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProgressView;
import dev.berth.client.api.ProgressView.Activity;
import dev.berth.client.api.ReceiptView;
import dev.berth.client.api.WhyView;
import dev.berth.model.OperationState;
import dev.berth.model.SlotState;
import dev.berth.registry.Registry;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.core.OccupiedSlot;
import dev.berth.registry.host.FreezeStore.Freeze;
import dev.berth.workflows.core.DeployCore.CoreStep;
import dev.berth.workflows.host.LaunchHost.HostStep;
import dev.berth.workflows.operation.WorkflowIds;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says why an operation is where it is. Begins with the run's own words, which are also its current
 * details in Temporal's UI, and adds what a run cannot know: how its calls fail, what its host
 * waits for, who else waits, what is frozen or out of capacity.
 */
@Singleton
final class Why {
  private static final String HOST_STEP = CoreStep.HOST.word();

  /** The steps of a host's launch in which it needs capacity. */
  private static final Set<String> ASKS_FOR_CAPACITY =
      Stream.of(HostStep.CLAIM, HostStep.REQUEST, HostStep.LAUNCH)
          .map(HostStep::word)
          .collect(Collectors.toSet());

  private final LiveOperations operations;
  private final Registry registry;

  Why(LiveOperations operations, Registry registry) {
    this.operations = operations;
    this.registry = registry;
  }

  WhyView of(OperationView operation) {
    if (operation.ended()) {
      return ended(operation);
    }
    List<String> sentences = new ArrayList<>(own(operation));
    Optional<String> host = host(operation);
    Optional<OperationView> launch = host.flatMap(this::launch).filter(o -> !o.ended());
    launch.ifPresent(
        o ->
            sentences.add(
                "Its host (operation %s): %s".formatted(o.id(), String.join(" ", own(o)))));
    List<String> also = host.map(h -> others(h, operation)).orElse(List.of());
    if (!also.isEmpty()) {
      sentences.add("Also waiting for this host: " + String.join(", ", also) + ".");
    }
    OperationView inFront = launch.orElse(operation);
    exhausted(inFront).ifPresent(sentences::add);
    Optional<Freeze> freeze = registry.freezes().of(operation.region());
    freeze.ifPresent(
        f ->
            sentences.add(
                "%s is frozen since %s by %s: %s."
                    .formatted(f.region(), f.frozenAt(), f.actor(), f.reason())));
    Activity failing = Optional.ofNullable(failing(operation)).orElse(failing(inFront));
    return new WhyView(
        String.join(" ", sentences),
        operation.id(),
        operation.state(),
        operation.progress() == null ? null : operation.progress().since(),
        failing == null ? null : failing.lastFailure(),
        failing == null ? null : failing.nextAttemptAt(),
        also,
        verbs(operation, inFront, freeze.isPresent()));
  }

  private static WhyView ended(OperationView o) {
    String well = o.kind().equals("deploy-core") ? "%2$s is ready." : "%s of %s ended as asked.";
    String why =
        o.succeeded()
            ? well.formatted(o.kind(), subject(o))
            : "%s of %s ended as %s (%s)%s%s"
                .formatted(
                    o.kind(), subject(o), o.state(), o.reason(), sentence(o.message()), left(o));
    return new WhyView(why, o.id(), o.state(), null, null, null, List.of(), List.of());
  }

  private static String sentence(@Nullable String message) {
    String text = message == null ? "" : message.strip().replaceFirst("\\.$", "");
    return text.isEmpty() ? "." : ": " + text + ".";
  }

  private static String left(OperationView o) {
    return Stream.ofNullable(o.receipt())
        .map(ReceiptView::left)
        .filter(left -> left != null && !left.isEmpty())
        .map(left -> left.stream().map(l -> l.step() + ": " + l.why()))
        .map(left -> left.collect(Collectors.joining("; ", " Not undone: ", ".")))
        .collect(Collectors.joining());
  }

  /** What the run says of itself, and how its call fails. */
  private static List<String> own(OperationView operation) {
    ProgressView progress = operation.progress();
    List<String> sentences = new ArrayList<>();
    if (progress == null || progress.why() == null) {
      sentences.add(
          progress == null
              ? "%s is %s.".formatted(subject(operation), operation.state())
              : "%s is %s. %s".formatted(subject(operation), operation.state(), progress.note()));
    } else {
      sentences.add(progress.why());
    }
    Activity failing = failing(operation);
    if (failing != null) {
      sentences.add(
          "%s failed %s, last with \"%s\"; the next attempt is %s."
              .formatted(
                  failing.type(),
                  failing.attempt() == 2 ? "once" : (failing.attempt() - 1) + " times",
                  failing.lastFailure(),
                  failing.nextAttemptAt() == null
                      ? "under way"
                      : "due at " + failing.nextAttemptAt()));
    }
    return sentences;
  }

  private static @Nullable Activity failing(OperationView operation) {
    ProgressView progress = operation.progress();
    return progress == null
            || progress.activity() == null
            || progress.activity().lastFailure() == null
        ? null
        : progress.activity();
  }

  /** The host that a core waits for. */
  private Optional<String> host(OperationView operation) {
    boolean waits =
        operation.customer() != null
            && operation.progress() != null
            && HOST_STEP.equals(operation.progress().step());
    return waits
        ? registry
            .cores()
            .find(operation.customer(), operation.environment())
            .map(CoreRecord::hostId)
        : Optional.empty();
  }

  private Optional<OperationView> launch(String hostId) {
    return operations.newestOfRun(WorkflowIds.host(hostId));
  }

  private List<String> others(String hostId, OperationView operation) {
    return registry.placements().occupied(List.of(hostId)).stream()
        .filter(slot -> slot.state() == SlotState.HELD)
        .map(Why::name)
        .filter(name -> !name.equals(operation.customer() + "/" + operation.environment()))
        .toList();
  }

  private static String name(OccupiedSlot slot) {
    return slot.customer() + "/" + slot.environment();
  }

  /** Pools without capacity, where an instance is about to be asked for. */
  private Optional<String> exhausted(OperationView operation) {
    boolean asks =
        operation.hostId() != null
            && operation.progress() != null
            && ASKS_FOR_CAPACITY.contains(operation.progress().step());
    String pools =
        asks
            ? registry.exhaustedCapacity().of(operation.region()).stream()
                .map(pool -> pool.instanceType() + " in " + pool.zone())
                .sorted()
                .collect(Collectors.joining(", "))
            : "";
    return pools.isEmpty()
        ? Optional.empty()
        : Optional.of("No capacity a moment ago for " + pools + ".");
  }

  private static List<String> verbs(OperationView own, OperationView inFront, boolean frozen) {
    List<String> verbs = new ArrayList<>();
    ProgressView progress = inFront.progress();
    if (progress != null && progress.held() != null) {
      verbs.addAll(progress.held().verbs());
    }
    if (frozen) {
      verbs.add("thaw");
    }
    if (!own.state().equals(OperationState.UNWINDING.word())) {
      verbs.add("cancel");
    }
    return List.copyOf(verbs);
  }

  private static String subject(OperationView o) {
    if (o.hostId() != null) {
      return "host " + o.hostId();
    }
    return o.customer() != null
        ? o.customer() + "/" + o.environment()
        : o.temporal().workflowId().replace('/', ' ');
  }
}
