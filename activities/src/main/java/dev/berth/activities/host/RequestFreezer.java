package dev.berth.activities.host;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.model.FailureType;
import dev.berth.registry.host.ExhaustedCapacityStore.CapacityPool;
import dev.berth.registry.image.ImageStore.Boot;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.InstanceRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a host's need into one whole RunInstances request, with the token that makes it happen
 * once.
 */
public final class RequestFreezer {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(15);

  private final AwsClients aws;
  private final Settings settings;

  /** Over these clients. */
  public RequestFreezer(AwsClients aws, Settings settings) {
    this.aws = aws;
    this.settings = settings;
  }

  /** The first pool, in order of preference, that is not known to be exhausted. */
  CapacityPool choose(HostRequest host, Set<CapacityPool> exhausted) {
    Region region = settings.region(host.region());
    List<String> types = settings.instanceTypes(host.plan());
    // Hosts begin in different zones, so that one bad zone does not stop all of them at once.
    int first = Math.floorMod(host.hostId().hashCode(), region.zones().size());
    for (String type : types) {
      for (int i = 0; i < region.zones().size(); i++) {
        CapacityPool pool =
            new CapacityPool(region.zones().get((first + i) % region.zones().size()).name(), type);
        if (!exhausted.contains(pool)) {
          return pool;
        }
      }
    }
    throw Fail.retryableAfter(
        FailureType.OUT_OF_CAPACITY,
        ASK_AGAIN,
        "no capacity just now for %s in any zone of %s",
        types,
        region.name());
  }

  /** The whole request for an instance of this pool, from an image of Berth's or the stock AMI. */
  InstanceRequest.Launch freeze(
      HostRequest host, int number, String operationId, CapacityPool pool, Optional<Boot> boot) {
    Region region = settings.region(host.region());
    String type = pool.instanceType();
    Zone zone =
        region.zones().stream().filter(z -> z.name().equals(pool.zone())).findFirst().orElseThrow();
    Map<String, String> tags =
        Tags.ofInstance(settings, host.hostId(), number, operationId, host.plan());
    boot.map(Boot::imageId).ifPresent(ours -> tags.put(InstanceRequest.IMAGE_TAG, ours));
    String image = boot.map(Boot::amiId).orElseGet(() -> stock(aws, region));
    InstanceRequest.Launch request =
        new InstanceRequest.Launch(
            host.hostId(),
            number,
            region.name(),
            zone.name(),
            zone.subnetId(),
            type,
            image,
            region.securityGroupId(),
            region.instanceProfile(),
            tags,
            null);
    return request.withClientToken(LaunchToken.of(request));
  }

  /** The AMI that the region's configuration names now. */
  public static String stock(AwsClients aws, Region region) {
    return region.baseImage().startsWith("/")
        ? aws.ssm(region.name()).getParameter(r -> r.name(region.baseImage())).parameter().value()
        : region.baseImage();
  }
}
