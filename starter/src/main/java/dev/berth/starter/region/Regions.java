package dev.berth.starter.region;

import dev.berth.client.api.Problem.Fault;
import dev.berth.registry.host.FreezeStore;
import dev.berth.starter.Settings;
import dev.berth.starter.problem.Refusal;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The installation's regions, as requests name them. */
@Singleton
public final class Regions {
  /** Names the installation's default region in every request. */
  public static final String DEFAULT = "default";

  private final Settings settings;

  Regions(Settings settings) {
    this.settings = settings;
  }

  /**
   * The AWS region that a request names.
   *
   * @param named {@code default} or null for the installation's default region
   * @param faults gets a fault when it is not a region of this installation
   */
  public String known(@Nullable String named, List<Fault> faults) {
    return known(named, "must be one of ", faults);
  }

  private String known(@Nullable String named, String rule, List<Fault> faults) {
    if (named == null || named.equals(DEFAULT)) {
      return settings.defaultRegion();
    }
    if (!settings.regions().contains(named)) {
      faults.add(new Fault("region", rule + String.join(", ", settings.regions())));
    }
    return named;
  }

  /**
   * As above, or {@code all}, which names all regions.
   *
   * @throws Refusal when it is neither
   */
  String knownOrAll(String named) {
    if (named.equals(FreezeStore.EVERYWHERE)) {
      return named;
    }
    List<Fault> faults = new ArrayList<>();
    String region = known(named, "must be all or one of ", faults);
    Refusal.ifAny(faults);
    return region;
  }
}
