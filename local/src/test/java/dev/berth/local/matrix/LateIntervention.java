package dev.berth.local.matrix;

import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;

/** What its variant does to a run late: cancels it, terminates it, or takes its host away. */
final class LateIntervention {
  private static final Duration LATE = Duration.ofSeconds(30);

  private final ScenarioRun scenarioRun;
  private final LostHostFault lost;

  LateIntervention(ScenarioRun scenarioRun, LostHostFault lost) {
    this.scenarioRun = scenarioRun;
    this.lost = lost;
  }

  /** Every attempt of the late activity waits until it has had its effect. */
  void strike(Moment moment, ActivityExecutionContext activity) {
    switch (scenarioRun.variant) {
      case CANCELLED -> cancel(moment, new FaultInjection(scenarioRun, activity));
      case SWEPT -> {
        // When all is there but the core's registration.
        if (moment.equals(new Moment(Moment.Run.DEPLOY, "CheckCore", 1))) {
          scenarioRun
              .world
              .temporal
              .newUntypedWorkflowStub(scenarioRun.workflowId())
              .terminate("from outside");
        }
      }
      case HOST_LOST, HOST_LOST_BAD_INSTANCE, HOST_LOST_CANCELLED -> lose(moment, activity);
      case STRAIGHT, CORE_ENDS, BAD_INSTANCE -> {}
    }
  }

  private void cancel(Moment moment, FaultInjection strike) {
    if (scenarioRun.scenario == Scenario.BAKED) {
      if (moment.equals(new Moment(Moment.Run.BAKE, "AwaitImage", 1))) {
        strike.cancel(scenarioRun.workflowId());
      }
    } else if (scenarioRun.scenario.neighbour != Scenario.Neighbour.NONE) {
      if (moment.equals(new Moment(Moment.Run.DEPLOY, "CheckCore", 1))) {
        strike.cancel(scenarioRun.workflowId());
      }
    } else if (moment.equals(new Moment(Moment.Run.HOST, "AwaitAgent", 1))) {
      strike.until(LATE, scenarioRun::waitsForItsHost);
      strike.cancel(scenarioRun.workflowId());
      strike.awaitUnwanted(LATE);
    }
  }

  private void lose(Moment moment, ActivityExecutionContext activity) {
    if (moment.equals(new Moment(Moment.Run.DEPLOY, "StartCore", 1))) {
      lost.lose();
    }
    if (scenarioRun.variant == Variant.HOST_LOST_CANCELLED
        && moment.equals(new Moment(Moment.Run.REPLACE, "AwaitAgent", 1))) {
      new FaultInjection(scenarioRun, activity).cancel(activity.getInfo().getWorkflowId());
    }
  }
}
