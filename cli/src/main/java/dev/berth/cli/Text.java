package dev.berth.cli;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.HostView;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProgressView;
import dev.berth.client.api.ReceiptView;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API's records as text for people. */
final class Text {
  private Text() {}

  /** A host's state, and what keeps cores off it. */
  static String state(HostView host) {
    String also =
        Stream.of(
                host.pooled() == null ? "" : "pool",
                host.cordonedAt() == null ? "" : "cordoned",
                host.replacedBy() == null ? "" : "being replaced")
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(", "));
    return also.isEmpty() ? host.state() : "%s (%s)".formatted(host.state(), also);
  }

  /** A core's state, and what its operation does unless that just runs. */
  static String state(CoreView core) {
    String operation = core.operationState();
    if (operation == null || operation.equals("running")) {
      return core.state();
    }
    return core.state().equals("deploying")
        ? "%s (deploying)".formatted(operation)
        : "%s (operation %s)".formatted(core.state(), operation);
  }

  /** A core and its newest operation. */
  static String of(CoreReport report, Style style) {
    OperationView operation = report.operation();
    if (operation == null) {
      return of(report.core(), style);
    }
    String terminated =
        report.core().state().equals("absent")
                && operation.state().equals("left")
                && "terminated".equals(operation.reason())
            ? """
              Its deployment was ended outside Berth. Deploy it again, or wait until the sweep has
              undone what is left: berth %s
              """
                .formatted(Remedies.again(operation))
            : "";
    return of(report.core(), style) + terminated + "\n" + of(operation, style);
  }

  /** A core. */
  static String of(CoreView core, Style style) {
    String name = core.customer() + "/" + core.environment();
    StringBuilder text =
        new StringBuilder(
            core.state().equals("absent")
                ? name + " does not exist\n"
                : "%s is %s\n".formatted(name, style.state(core.state())));
    field(text, "url", core.url());
    field(text, "address", core.address());
    field(text, "version", core.version());
    field(
        text,
        "api key",
        core.keyReference() == null
            ? null
            : "stored as %s; to print it: berth credentials %s %s"
                .formatted(core.keyReference(), core.customer(), core.environment()));
    field(text, "plan", core.plan());
    field(text, "region", core.region());
    field(text, "host", core.hostId() == null ? null : core.hostId() + " slot " + core.slot());
    field(text, "core", core.id());
    return text.toString();
  }

  /** An operation, where it is, and its receipt. */
  static String of(OperationView operation, Style style) {
    StringBuilder text =
        new StringBuilder(
            "operation %s is %s\n".formatted(operation.id(), style.state(operation.state())));
    field(text, "does", operation.kind() + " " + on(operation));
    field(text, "reason", operation.reason());
    field(text, "message", operation.message());
    field(text, "requester", operation.requester());
    field(
        text, "started", operation.startedAt() == null ? null : style.time(operation.startedAt()));
    field(text, "took", took(operation));
    field(text, "now", operation.progress() == null ? null : now(operation.progress()));
    if (operation.receipt() != null) {
      text.append(receipt(operation.receipt()));
    }
    field(text, "temporal", operation.temporal().ui());
    return text.toString();
  }

  /** What an operation works on. */
  static String on(OperationView operation) {
    if (operation.customer() != null) {
      return operation.customer() + "/" + operation.environment();
    }
    if (operation.kind().endsWith("-image")) {
      return operation.temporal().workflowId().substring("image/".length());
    }
    return operation.hostId() != null ? operation.hostId() : operation.region();
  }

  /** A number of things. */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** How long it took, once it ended. */
  static String took(OperationView operation) {
    return operation.finishedAt() == null || operation.startedAt() == null
        ? null
        : Durations.write(Duration.between(operation.startedAt(), operation.finishedAt()));
  }

  /** Where an operation is. */
  static String now(ProgressView progress) {
    ProgressView.Activity activity = progress.activity();
    if (progress.held() != null) {
      return "held in %s, because %s: %s"
          .formatted(progress.held().step(), progress.held().reason(), progress.held().message());
    }
    String place =
        progress.workerAnswers()
            ? "%s (%d of %d)".formatted(progress.step(), progress.index(), progress.of())
            : progress.note();
    if (activity == null || (activity.attempt() < 2 && progress.workerAnswers())) {
      return place;
    }
    String attempt =
        "%s%s %s attempt %d"
            .formatted(place, place.endsWith(".") ? "" : ",", activity.type(), activity.attempt());
    return activity.lastFailure() == null ? attempt : attempt + " after: " + activity.lastFailure();
  }

  /** What was done, undone and left. */
  static String receipt(ReceiptView receipt) {
    StringBuilder text = new StringBuilder();
    field(
        text,
        "did",
        receipt.steps().stream()
            .map(step -> "%s %.1fs".formatted(step.step(), step.millis() / 1000.0))
            .collect(Collectors.joining(", ")));
    field(text, "skipped", receipt.skipped() == null ? null : String.join(", ", receipt.skipped()));
    field(text, "notes", receipt.notes() == null ? null : String.join(", ", receipt.notes()));
    field(text, "undone", String.join(", ", receipt.undone()));
    List<ReceiptView.Left> left = receipt.left();
    left.forEach(l -> field(text, "left", l.step() + ": " + l.why()));
    return text.toString();
  }

  private static void field(StringBuilder text, String name, Object value) {
    if (!Objects.toString(value, "").isEmpty()) {
      text.append("  %-10s %s\n".formatted(name, value));
    }
  }
}
