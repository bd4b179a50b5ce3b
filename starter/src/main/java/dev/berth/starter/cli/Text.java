package dev.berth.starter.cli;

import dev.berth.starter.api.CoreView;
import dev.berth.starter.api.OperationView;
import dev.berth.starter.api.ProgressView;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Records as people read them. */
final class Text {
  private Text() {}

  static String orDash(Object value) {
    return value == null ? "-" : value.toString();
  }

  static void core(PrintWriter out, CoreView core) {
    out.printf("core         %s/%s%n", core.customer(), core.environment());
    out.printf("state        %s%n", core.state());
    out.printf("plan         %s in %s%n", orDash(core.plan()), orDash(core.region()));
    out.printf("URL          %s%n", orDash(core.url()));
    out.printf("address      %s%n", orDash(core.address()));
    out.printf("version      %s%n", orDash(core.version()));
    out.printf(
        "API key      %s%n",
        core.keyReference() == null ? "-" : "kept under " + core.keyReference());
    out.printf("host, slot   %s, %s%n", orDash(core.hostId()), orDash(core.slot()));
  }

  static void operation(PrintWriter out, OperationView operation) {
    out.printf("operation    %s%n", operation.id());
    out.printf("  kind       %s, %s%n", operation.kind(), operation.state());
    out.printf("  took       %s%n", took(operation));
    if (operation.progress() != null) {
      out.printf("  progress   %s%n", progress(operation.progress()));
    }
    if (operation.reason() != null) {
      out.printf("  reason     %s: %s%n", operation.reason(), orDash(operation.message()));
    }
    if (operation.receipt() != null && !operation.succeeded()) {
      out.printf("  undone     %s%n", String.join(", ", operation.receipt().undone()));
      operation
          .receipt()
          .left()
          .forEach(left -> out.printf("  left       %s: %s%n", left.step(), left.why()));
    }
    if (operation.temporal().ui() != null) {
      out.printf("  Temporal   %s%n", operation.temporal().ui());
    }
  }

  static String progress(ProgressView progress) {
    if (progress.step() != null) {
      return "%s (%d of %d)".formatted(progress.step(), progress.index(), progress.of());
    }
    String activity =
        progress.activity() == null
            ? ""
            : ": " + progress.activity().type() + ", attempt " + progress.activity().attempt();
    return orDash(progress.note()) + activity;
  }

  static String took(OperationView operation) {
    if (operation.startedAt() == null) {
      return "-";
    }
    Instant until = operation.finishedAt() == null ? Instant.now() : operation.finishedAt();
    return "%.1f s".formatted(Duration.between(operation.startedAt(), until).toMillis() / 1000.0);
  }
}
