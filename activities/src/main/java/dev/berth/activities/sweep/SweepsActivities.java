package dev.berth.activities.sweep;

import dev.berth.activities.host.InstanceWatch;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.activities.sweep.SafetyChecks.Objection;
import dev.berth.model.Receipt;
import dev.berth.registry.Registry;
import dev.berth.registry.sweep.SweepStore.Sighting;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.launch.Runs;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import dev.berth.workflows.sweep.Sweeps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pass of the sweep: looks, judges, has things done, and notes it. */
public final class SweepsActivities implements Sweeps {
  private static final Logger LOG = LoggerFactory.getLogger(SweepsActivities.class);

  private final Registry registry;
  private final Surveyor surveyor;
  private final Actions actions;

  /** In this context. */
  public SweepsActivities(Context context, InstanceWatch instances, Hosts hosts, Runs runs) {
    registry = context.registry();
    surveyor = new Surveyor(context, instances, runs);
    actions = new Actions(context, surveyor, hosts, instances);
  }

  @Override
  public SweepReport look(SweepRequest request) {
    Survey survey = surveyor.survey(request.region());
    List<Finding> findings = seen(request, Comparison.of(survey));
    Optional<Objection> objection = SafetyChecks.of(survey, findings, request.limit());
    objection.ifPresent(d -> warn(request, d));
    return new SweepReport(
        request.region(),
        request.dryRun(),
        survey.alive().size(),
        (int) survey.hostCount(),
        findings.stream()
            .limit(SweepReport.MOST)
            .map(finding -> finding.with(outlook(survey, finding, objection.isPresent())))
            .toList(),
        Math.max(0, findings.size() - SweepReport.MOST),
        objection.map(Objection::word).orElse(null),
        objection.map(Objection::why).orElse(null));
  }

  private static void warn(SweepRequest request, Objection objection) {
    LOG.warn(
        "The sweep of {} refuses to act ({}): {}",
        request.region(),
        objection.word(),
        objection.why());
  }

  /** Due is what an earlier pass saw, and every pass since, for long enough. */
  private List<Finding> seen(SweepRequest request, List<Finding> findings) {
    Set<String> keys = findings.stream().map(Finding::key).collect(Collectors.toSet());
    Map<String, Sighting> before =
        request.dryRun()
            ? registry.sweeps().sightings(request.region())
            : registry.sweeps().see(request.region(), keys);
    return findings.stream()
        .map(
            finding -> {
              Sighting sighting = before.get(finding.key());
              boolean due =
                  sighting != null
                      && sighting.olderThan(request.patience(finding.kind()))
                      && finding.kind() != Kind.STRANGE;
              return finding.seen(sighting == null ? null : sighting.firstSeenAt(), due);
            })
        .toList();
  }

  /** What would be done; what is done replaces it. */
  private static String outlook(Survey survey, Finding finding, boolean refused) {
    if (finding.kind() == Kind.STRANGE) {
      return "left: nothing proves that it is Berth's";
    }
    if (!finding.due()) {
      return "waits until it was seen for long enough";
    }
    String action =
        switch (finding.kind()) {
          case ORPHAN -> "retire host " + finding.hostId();
          case UNATTENDED ->
              (Comparison.wanted(survey.hosts().get(finding.hostId()))
                      ? "launch or replace"
                      : "retire")
                  + " host "
                  + finding.hostId();
          case LOST -> "replace its instance, or mark the host lost when it has no core";
          case IMPAIRED -> "replace its instance, or retire the host when it has no core";
          case EMPTY -> "retire host " + finding.hostId();
          case TERMINATED -> "unwind the deployment";
          case INTERRUPTED -> "close the operation: there is nothing to take back";
          case IMAGE -> "retire the image";
          case MISSING -> "start the deployment again";
          case SECRET -> "delete the secret";
          case DATABASE -> "drop database and role";
          case ROLE -> "drop the role";
          case STRANGE -> "nothing";
        };
    return (refused ? "refused to " : "would ") + action;
  }

  @Override
  public Finding act(SweepRequest request, Finding finding, String operationId) {
    Finding done = finding.with(actions.act(request, finding, operationId));
    LOG.info("Sweep of {}: {}: {}", request.region(), done.what(), done.outcome());
    return done;
  }

  @Override
  public void record(
      SweepRequest request, SweepReport report, String operationId, Receipt receipt) {
    String done =
        report.findings().stream()
            .filter(Finding::due)
            .map(finding -> finding.what() + ": " + finding.outcome())
            .collect(Collectors.joining("; "));
    registry
        .sweeps()
        .record(
            OperationRecords.of(request, operationId),
            report.refused(),
            report.refused() == null ? done : report.why(),
            Receipts.json(receipt));
  }
}
