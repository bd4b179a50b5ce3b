package dev.berth.activities.operation;

import dev.berth.activities.aws.SharedPoll;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.registry.Registry;
import dev.berth.registry.host.FreezeStore.Freeze;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asked first by whatever launches or takes something away. The look at the registry is never
 * remembered: what starts after a freeze finds it.
 */
public final class FreezeGuard {
  private final Registry registry;
  private final SharedPoll<String, Freeze> poll;

  /** Over this registry. */
  public FreezeGuard(Registry registry, Settings settings) {
    this.registry = registry;
    poll = new SharedPoll<>("freezes", settings.pollInterval(), this::look);
  }

  /** Fails with {@code frozen} while the region is. */
  public void refuseFrozen(String region) {
    Optional<Freeze> found = registry.freezes().of(region);
    if (found.isPresent()) {
      Freeze freeze = found.get();
      throw Fail.terminal(
          FailureType.FROZEN,
          "%s is frozen since %s by %s: %s",
          region,
          freeze.frozenAt(),
          freeze.actor(),
          freeze.reason());
    }
  }

  /** What freezes the region at the next look. */
  public Optional<Freeze> next(String region) throws InterruptedException {
    return poll.next(region);
  }

  private Map<String, Freeze> look(Set<String> regions) {
    Map<String, Freeze> frozen = new HashMap<>();
    regions.forEach(region -> registry.freezes().of(region).ifPresent(f -> frozen.put(region, f)));
    return frozen;
  }
}
