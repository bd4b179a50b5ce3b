package dev.berth.activities.host;

import dev.berth.activities.failure.Fail;
import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.registry.Registry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Whether a core lives on an instance. The registry is asked first, then the instance itself, for
 * the registry may have forgotten: every slot's port must refuse the connection. Silence proves
 * nothing, and counts as a core.
 */
public final class LiveCores {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Registry registry;
  private final int ports;

  /** Over this registry; looks at as many ports as any plan has slots. */
  public LiveCores(Registry registry, Settings settings) {
    this.registry = registry;
    this.ports =
        settings.plans().values().stream()
            .mapToInt(Settings.PlanSettings::slots)
            .max()
            .orElseThrow();
  }

  /** Fails with {@code in-use} when a core lives on the instance, or may. */
  public void refuseLive(Instance instance) {
    Optional<String> sign = sign(instance);
    if (sign.isPresent()) {
      throw Fail.terminal(
          FailureType.IN_USE, "instance %s was left alone: %s", instance.instanceId(), sign.get());
    }
  }

  private Optional<String> sign(Instance instance) {
    String host = instance.privateIpAddress();
    if (instance.state().name() != InstanceStateName.RUNNING || host == null) {
      return Optional.empty(); // nothing runs on it
    }
    Optional<String> registered =
        registry.cores().readyAt(host).stream()
            .map(core -> "core %s/%s is ready there".formatted(core.customer(), core.environment()))
            .findFirst();
    return registered.or(() -> answer(host));
  }

  private Optional<String> answer(String host) {
    for (int port = Settings.FIRST_PORT; port < Settings.FIRST_PORT + ports; port++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
        return Optional.of("something answers on port " + port);
      } catch (ConnectException refused) {
        // Nobody listens there.
      } catch (IOException silence) {
        return Optional.of(
            "it cannot be told whether a core answers on port %d (%s)"
                .formatted(port, silence.getMessage()));
      }
    }
    return Optional.empty();
  }
}
