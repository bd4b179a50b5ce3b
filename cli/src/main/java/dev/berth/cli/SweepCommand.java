package dev.berth.cli;

import dev.berth.client.Answer;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.SweepRequest;
import dev.berth.client.api.SweepView;
import dev.berth.client.api.SweepView.Found;
import dev.berth.client.api.SweepView.Report;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Sweeps a region. */
@Command(
    name = "sweep",
    description = {
      "Compares AWS with the registry, and reports the differences.",
      "It also says what would be done about each, and does it with --go."
    })
final class SweepCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;

  @Mixin private RegionOption region;

  @Option(
      names = "--go",
      description = "Act on the differences. Without this option nothing is changed.")
  private boolean go;

  @Option(
      names = "--limit",
      paramLabel = "<hosts>",
      description = "How many hosts one pass may remove. Default: max(3, 5 %% of the hosts).")
  private Integer limit;

  @Mixin private RequesterOption requester;
  @Mixin private ConfirmOption confirm;

  @Override
  public Integer call() {
    if (go) {
      confirm.ask(berth.output(), this::question);
    }
    SweepRequest request = new SweepRequest(!go, limit);
    return switch (berth.client(requester.name()).regions().sweep(region.orDefault(), request)) {
      case Answer.Done<SweepView>(SweepView sweep) -> {
        berth.output().answer(sweep, text(sweep.report()));
        yield sweep.report().refused() == null ? ExitCode.DONE : ExitCode.REFUSED;
      }
      case Answer.Started<SweepView>(Accepted accepted) -> {
        berth
            .output()
            .answer(
                accepted,
                "The sweep goes on (operation %s). Repeat the command for its report."
                    .formatted(accepted.operation().id()));
        yield ExitCode.TIMED_OUT;
      }
    };
  }

  private String question() {
    return "Act on all differences in %s, and remove or replace at most %s?"
        .formatted(
            region.given == null ? "the default region" : region.given,
            limit == null ? "3 hosts or 5 % of them" : Text.count(limit, "host"));
  }

  private String text(Report report) {
    StringBuilder text =
        new StringBuilder(
            "%s%s: %s, %s, %s%n"
                .formatted(
                    report.region(),
                    report.dryRun() ? " (dry run, nothing was changed)" : "",
                    Text.count(report.instances(), "instance"),
                    Text.count(report.hosts(), "host"),
                    Text.count(report.findings().size() + report.omitted(), "difference")));
    if (report.refused() != null) {
      text.append("REFUSED TO ACT (%s): %s%n".formatted(report.refused(), report.why()));
    }
    if (!report.findings().isEmpty()) {
      text.append(
          new Table<>(report.findings(), berth.output().style())
              .column("KIND", Found::kind)
              .detail("FIRST SEEN", f -> Objects.requireNonNullElse(f.firstSeenAt(), "now"))
              .column("WHAT", Found::what)
              .column("OUTCOME", Found::outcome));
    }
    return text.toString();
  }
}
