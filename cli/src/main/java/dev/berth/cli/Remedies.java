package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.FreezeView;
import dev.berth.client.api.HostView;
import dev.berth.client.api.OperationView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that help an operation, complete with their arguments. */
final class Remedies {
  private Remedies() {}

  /**
   * The commands for these verbs, or the ones that help after a deployment that failed.
   *
   * @param verbs as the API names them
   */
  static Stream<String> of(OperationView operation, List<String> verbs, BerthClient client) {
    return operation.ended()
        ? afterwards(operation)
        : verbs.stream().flatMap(verb -> command(verb, operation, client));
  }

  private static Stream<String> command(String verb, OperationView operation, BerthClient client) {
    return switch (verb) {
      case "cancel" -> Stream.of("cancel " + name(operation));
      case "thaw" ->
          client.regions().freezes().freezes().stream()
              .map(FreezeView::region)
              .filter(region -> region.equals("all") || region.equals(operation.region()))
              .map(Remedies::thaw);
      default -> Stream.of(verb + " " + held(operation, client));
    };
  }

  /** The command that ends a freeze of a region, or of {@code all}. */
  static String thaw(String region) {
    return region.equals("all") ? "thaw" : "thaw --region " + region;
  }

  /** The operation that is held: this one, or the one of the host that its core waits for. */
  private static String held(OperationView operation, BerthClient client) {
    boolean own = operation.progress() != null && operation.progress().held() != null;
    if (own || operation.customer() == null) {
      return name(operation);
    }
    Optional<String> hostId =
        client
            .core(operation.customer(), operation.environment())
            .map(report -> report.core().hostId());
    return hostId
        .flatMap(id -> client.hosts().list().stream().filter(h -> h.id().equals(id)).findFirst())
        .map(HostView::operationId)
        .orElse(name(operation));
  }

  private static Stream<String> afterwards(OperationView operation) {
    if (operation.succeeded() || !operation.kind().equals("deploy-core")) {
      return Stream.empty();
    }
    return operation.state().equals("left")
        ? Stream.of("show " + name(operation), again(operation))
        : Stream.of(again(operation));
  }

  /** The command that asks for the same deployment again. */
  static String again(OperationView deployment) {
    return Stream.of(
            "deploy " + name(deployment),
            deployment.plan() == null ? "" : " --plan " + deployment.plan(),
            deployment.region() == null ? "" : " --region " + deployment.region())
        .collect(Collectors.joining());
  }

  private static String name(OperationView operation) {
    return operation.customer() == null
        ? operation.id()
        : operation.customer() + " " + operation.environment();
  }
}
