package dev.berth.workflows.replacement;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.LaunchHost.HostStep;
import dev.berth.workflows.operation.StepName;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Gives a host another instance, and starts its cores again on it: same slots, same URLs. It shares
 * its workflow id, the lock, with {@link dev.berth.workflows.host.LaunchHost}. While it runs it can
 * be asked and told what {@link dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface ReplaceHost {
  /**
   * Returns the host on its new instance, or null when there was nothing to replace. Until the new
   * instance works the old one stays as it is, and failing changes nothing; from then on it goes
   * forward only.
   */
  @WorkflowMethod(name = "ReplaceHost")
  Host replace(ReplaceRequest request);

  /**
   * The steps of a replacement once the new instance works, in the order of time. Those before are
   * a launch's: {@link HostStep}.
   */
  enum ReplaceStep implements StepName {
    END("EC2 to terminate the old instance"),
    GONE("the old instance to be terminated", WAITS_FOR_AWS, SKIPPABLE),
    MOVE("the registry to move the host"),
    RESTART("the host's cores to answer on the new instance", WAITS_FOR_AWS, SKIPPABLE),
    SETTLE("the registry to open the host again");

    private final About about;

    ReplaceStep(String waitsFor, Trait... traits) {
      about = About.of(waitsFor, traits);
    }

    @Override
    public int before() {
      return HostStep.SETTLE.place() - 1; // all of a launch but its last
    }

    @Override
    public About about() {
      return about;
    }
  }
}
