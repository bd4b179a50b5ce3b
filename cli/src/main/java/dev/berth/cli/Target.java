package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.HostView;
import dev.berth.client.api.ImageView;
import dev.berth.client.api.OperationView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Parameters;

/** Names an operation: by its id, or as the newest one on a core, a host or an image. */
final class Target {
  @Parameters(
      index = "0",
      paramLabel = "<customer>|<id>",
      description =
          "The customer of a core; or, alone, the id of an operation, a core, a host or an image.")
  private String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<environment>",
      description = "Which of the customer's cores; its newest operation is used.")
  private String environment;

  /** The region that is named instead of an operation, if one is. */
  Optional<String> region() {
    return environment == null && RegionState.isRegion(first)
        ? Optional.of(first)
        : Optional.empty();
  }

  /** The operation. */
  OperationView operation(BerthClient client) {
    return environment == null
        ? named(client).orElseThrow(() -> BadInput.noId(first))
        : client.core(first, environment).map(CoreReport::operation).orElseThrow(BadInput::noCore);
  }

  /** Ids of operations have dashes; of others the first letter says what it names. */
  private Optional<OperationView> named(BerthClient client) {
    if (first.contains("-")) {
      return client.operation(first);
    }
    return switch (first.isEmpty() ? ' ' : first.charAt(0)) {
      case 'h' -> newest(client.hosts().list(), HostView::id, HostView::operationId, client);
      case 'm' ->
          newest(client.images().list().images(), ImageView::id, ImageView::operationId, client);
      case 'c' -> core(client);
      default -> client.operation(first);
    };
  }

  private Optional<OperationView> core(BerthClient client) {
    return client.cores().stream()
        .filter(core -> first.equals(core.id()))
        .findFirst()
        .flatMap(core -> client.core(core.customer(), core.environment()))
        .map(CoreReport::operation);
  }

  private <T> Optional<OperationView> newest(
      List<T> things, Function<T, String> id, Function<T, String> operation, BerthClient client) {
    return things.stream()
        .filter(thing -> first.equals(id.apply(thing)))
        .map(operation)
        .filter(Objects::nonNull)
        .findFirst()
        .flatMap(client::operation);
  }
}
