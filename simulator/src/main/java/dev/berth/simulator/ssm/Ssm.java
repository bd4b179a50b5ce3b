package dev.berth.simulator.ssm;

import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Ledger;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.JsonService;
import java.util.Map;

/** Systems Manager. */
public final class Ssm extends JsonService<RegionState> {

  /** Systems Manager on the regions of this ledger; these agents run its commands. */
  public Ssm(Ledger ledger, Latencies latencies, Agents agents) {
    var parameters = new ParameterStore(ledger.account());
    var invocations = new ReadInvocations();
    super(
        "AmazonSSM",
        ledger::region,
        Map.ofEntries(
            Map.entry("DescribeInstanceInformation", new DescribeNodes(latencies)),
            Map.entry("SendCommand", new SendCommand(ledger, latencies, agents)),
            Map.entry("CancelCommand", new CancelCommand(agents)),
            Map.entry("ListCommands", new ListCommands()),
            Map.entry("GetCommandInvocation", invocations::one),
            Map.entry("ListCommandInvocations", invocations::list),
            Map.entry("PutParameter", parameters::put),
            Map.entry("GetParameter", parameters::get),
            Map.entry("GetParametersByPath", parameters::byPath),
            Map.entry("DeleteParameter", parameters::delete),
            Map.entry("AddTagsToResource", parameters::tag)));
  }

  @Override
  public AwsError throttled() {
    return AwsError.refused("ThrottlingException", "Rate exceeded");
  }
}
