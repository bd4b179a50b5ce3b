package dev.berth.workflows.sweep;

import java.util.List;

/**
 * What a pass saw, and what it did about it.
 *
 * @param instances how many instances of ours AWS showed
 * @param hosts how many hosts the registry has that are not gone
 * @param findings what differs; the first {@link #MOST} of them
 * @param omitted how many more there are
 * @param refused a stable word when the pass refused to act; null when it did not
 * @param why it refused, in words; null when it did not
 */
public record SweepReport(
    String region,
    boolean dryRun,
    int instances,
    int hosts,
    List<Finding> findings,
    int omitted,
    String refused,
    String why) {
  /** More would not fit into a workflow's result; the next pass takes them up. */
  public static final int MOST = 500;

  /** The same, with what became of the findings. */
  public SweepReport with(List<Finding> done) {
    return new SweepReport(
        region, dryRun, instances, hosts, List.copyOf(done), omitted, refused, why);
  }
}
