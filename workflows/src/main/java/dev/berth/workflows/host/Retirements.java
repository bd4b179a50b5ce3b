package dev.berth.workflows.host;

import dev.berth.model.Receipt;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What is done to a host on its way out. */
@ActivityInterface
public interface Retirements {
  /**
   * Takes charge of the host, and keeps cores from being placed on it. A host that the registry
   * does not know is claimed, too: its instances are there. Fails with {@code in-use} when cores
   * wait for it, or live on one that is to go.
   */
  @ActivityMethod(name = "ClaimRetirement")
  void claim(RetireRequest request, String operationId);

  /**
   * Looks again, then terminates the instances that carry the host's tags, all but the one that
   * embodies a ready host, and returns their ids. Fails with {@code in-use} when a core lives on
   * one of them, or may.
   */
  @ActivityMethod(name = "TerminateHost")
  List<String> terminate(RetireRequest request);

  /** Waits until EC2 says that these instances are terminated, or shows them no more. */
  @ActivityMethod(name = "AwaitTerminated")
  void awaitTerminated(String region, List<String> instanceIds);

  /** The host is retired, unless it was settled before, and the operation is closed. */
  @ActivityMethod(name = "SettleRetirement")
  void settle(RetireRequest request, String operationId, List<String> instanceIds, Receipt receipt);
}
