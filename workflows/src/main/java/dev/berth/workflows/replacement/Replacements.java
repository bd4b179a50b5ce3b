package dev.berth.workflows.replacement;

import dev.berth.model.Receipt;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.host.Claim;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.InstanceRequest;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What is done to a host that gets another instance. */
@ActivityInterface
public interface Replacements {
  /**
   * Takes charge of the host: no core is placed on it from here on, and operations that wait for it
   * wait on. The claim is settled when there is nothing to replace.
   */
  @ActivityMethod(name = "ClaimReplacement")
  Claim claim(ReplaceRequest request, String operationId);

  /** Gives the host back as it was: its instance stays. */
  @ActivityMethod(name = "GiveUpReplacement")
  void giveUp(String hostId, String operationId);

  /**
   * Terminates every instance that carries the host's tags but this one, and returns their ids.
   * Fails with {@code unwanted} when another operation is in charge.
   */
  @ActivityMethod(name = "EndReplaced")
  List<String> end(Host successor, String operationId);

  /**
   * Moves the host to its new instance, and returns the cores that were ready on it. Fails with
   * {@code unwanted} when another operation is in charge.
   */
  @ActivityMethod(name = "MoveHost")
  List<Deployment> move(InstanceRequest request, Host successor, String operationId);

  /** Makes the core's new address the one behind its URL. */
  @ActivityMethod(name = "ReaddressCore")
  void readdress(Deployment core, String address, String operationId);

  /** Opens the host again and closes the operation. A core that was skipped is lost. */
  @ActivityMethod(name = "SettleReplacement")
  void settle(String hostId, String operationId, Receipt receipt);
}
