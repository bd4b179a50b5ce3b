package dev.berth.cli;

import dev.berth.client.api.SweepView;
import dev.berth.client.api.SweepView.Report;
import dev.berth.client.api.SweepWish;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Sweeps a region. */
@Command(
    name = "sweep",
    description =
        "Compares AWS with the registry, and tells what differs and what would be done about it.")
final class SweepCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;

  @Option(
      names = "--region",
      paramLabel = "<region>",
      defaultValue = "default",
      description = "The AWS region. Default: that of the installation.")
  private String region;

  @Option(names = "--go", description = "Also do it. Without this nothing is changed.")
  private boolean go;

  @Option(
      names = "--limit",
      paramLabel = "<hosts>",
      description = "How many hosts may be taken away at once. Default: max(3, 5 %% of the hosts).")
  private Integer limit;

  @Option(
      names = "--requester",
      paramLabel = "<name>",
      defaultValue = "${sys:user.name}",
      description = "Who asks, for the event log. Default: your login name.")
  private String requester;

  @Override
  public Integer call() {
    SweepView sweep = berth.client(requester).sweep(region, new SweepWish(!go, limit));
    berth.output().answer(sweep, text(sweep));
    if (sweep.report() == null) {
      return ExitCode.TIMED_OUT;
    }
    return sweep.report().refused() == null ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static String text(SweepView sweep) {
    Report report = sweep.report();
    if (report == null) {
      return "The sweep goes on (operation %s). Ask again for its report."
          .formatted(sweep.operationId());
    }
    StringBuilder text =
        new StringBuilder(
            "%s%s: %d instances, %d hosts, %d differences%n"
                .formatted(
                    report.region(),
                    report.dryRun() ? " (dry run, nothing was changed)" : "",
                    report.instances(),
                    report.hosts(),
                    report.findings().size() + report.omitted()));
    if (report.refused() != null) {
      text.append("REFUSED TO ACT (%s): %s%n".formatted(report.refused(), report.why()));
    }
    if (!report.findings().isEmpty()) {
      Table table = new Table("KIND", "FIRST SEEN", "WHAT", "OUTCOME");
      report
          .findings()
          .forEach(
              f ->
                  table.row(
                      f.kind(), Objects.toString(f.firstSeenAt(), "now"), f.what(), f.outcome()));
      text.append(table);
    }
    return text.toString();
  }
}
