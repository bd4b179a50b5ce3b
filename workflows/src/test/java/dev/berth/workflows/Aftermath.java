package dev.berth.workflows;

import dev.berth.model.Receipt;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.host.Retirements;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import dev.berth.workflows.sweep.Sweeps;
import java.time.Instant;
import java.util.List;

/** The part of the {@link World} that the compensations and the sweep see. */
final class Aftermath implements Retirements, Sweeps {
  static final Finding YOUNG = Finding.of(Kind.ORPHAN, "young", "young");
  static final Finding DUE =
      Finding.of(Kind.ORPHAN, "due", "due").seen(Instant.EPOCH, true).with("would");

  private final World world;
  private volatile List<Finding> findings = List.of(YOUNG, DUE);
  private volatile String refused;

  Aftermath(World world) {
    this.world = world;
  }

  /** Nothing differs for long enough. */
  void nothingIsDue() {
    findings = List.of(YOUNG);
  }

  /** The look ends with a refusal to act. */
  void refuses(String why) {
    refused = why;
  }

  @Override
  public void claim(RetireRequest request, String operationId) {
    world.note("claim");
  }

  @Override
  public List<String> terminate(RetireRequest request) {
    world.note("terminate");
    return List.of("i-1");
  }

  @Override
  public void awaitTerminated(String region, List<String> instanceIds) {
    world.note("gone " + String.join(", ", instanceIds));
  }

  @Override
  public void settle(
      RetireRequest request, String operationId, List<String> instanceIds, Receipt receipt) {
    world.note("settle");
    world.receipts.add(receipt);
  }

  @Override
  public SweepReport look(SweepRequest request) {
    world.note("look");
    return new SweepReport(request.region(), request.dryRun(), 2, 1, findings, 0, refused, refused);
  }

  @Override
  public Finding act(SweepRequest request, Finding finding, String operationId) {
    world.note("act " + finding.key());
    return finding.with("done");
  }

  @Override
  public void record(
      SweepRequest request, SweepReport report, String operationId, Receipt receipt) {
    world.note("record");
    world.receipts.add(receipt);
  }
}
