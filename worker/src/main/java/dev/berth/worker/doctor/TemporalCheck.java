package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.worker.SearchAttributes;
import dev.berth.worker.Workers;
import dev.berth.workflows.launch.Pollers;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Temporal answers, has the namespace, and knows Berth's search attributes. */
final class TemporalCheck {
  private TemporalCheck() {}

  /** Of the server that Temporal's own variables name, as the worker reads them. */
  static List<Finding> configured(Duration patience) throws IOException {
    ClientConfigProfile profile = ClientConfigProfile.load();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    try {
      return of(WorkflowClient.newInstance(stubs, profile.toWorkflowClientOptions()), patience);
    } finally {
      stubs.shutdownNow();
    }
  }

  static List<Finding> of(WorkflowClient temporal, Duration patience) {
    String namespace = temporal.getOptions().getNamespace();
    String where =
        "%s, namespace %s"
            .formatted(temporal.getWorkflowServiceStubs().getOptions().getTarget(), namespace);
    try {
      Workers.requireNamespace(temporal, (int) patience.toSeconds());
      return List.of(
          ok("Temporal", where), attributes(new SearchAttributes(temporal)), workers(temporal));
    } catch (StatusRuntimeException e) {
      return List.of(problem("Temporal", where + ": " + Workers.words(e), remedy(e, namespace)));
    }
  }

  private static Finding attributes(SearchAttributes attributes) {
    List<String> missing = attributes.missing();
    return missing.isEmpty()
        ? ok("Temporal", "has Berth's search attributes")
        : note(
            "Temporal",
            "lacks search attributes: " + String.join(", ", missing),
            "start a worker, which makes them if it may; else " + attributes.command());
  }

  private static Finding workers(WorkflowClient temporal) {
    long polling = Pollers.count(temporal, Instant.now());
    return polling > 0
        ? ok("workers", "polling: " + polling)
        : note(
            "workers",
            "none has polled for %d s: requests are taken, and wait"
                .formatted(Pollers.POLL.toSeconds()),
            "start one");
  }

  private static String remedy(StatusRuntimeException trouble, String namespace) {
    return switch (trouble.getStatus().getCode()) {
      case NOT_FOUND -> "temporal operator namespace create --namespace " + namespace;
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          "set TEMPORAL_API_KEY or TEMPORAL_TLS_* to what this server takes";
      default -> "start it, or set TEMPORAL_ADDRESS to where it is";
    };
  }
}
