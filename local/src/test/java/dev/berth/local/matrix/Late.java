package dev.berth.local.matrix;

import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;

/** What its way does to a run late: cancels it, terminates it, or takes its host away. */
final class Late {
  private static final Duration LATE = Duration.ofSeconds(30);

  private final Stage stage;
  private final LostHost lost;

  Late(Stage stage, LostHost lost) {
    this.stage = stage;
    this.lost = lost;
  }

  /** Every attempt of the late activity waits until it has had its effect. */
  void strike(Moment moment, ActivityExecutionContext activity) {
    switch (stage.way) {
      case CANCELLED -> cancel(moment, new Strike(stage, activity));
      case SWEPT -> {
        // When all is there but the core's registration.
        if (moment.equals(new Moment(Moment.Run.DEPLOY, "CheckCore", 1))) {
          stage.world.temporal.newUntypedWorkflowStub(stage.workflowId()).terminate("from outside");
        }
      }
      case HOST_LOST, HOST_LOST_BAD_INSTANCE, HOST_LOST_CANCELLED -> lose(moment, activity);
      case STRAIGHT, CORE_ENDS, BAD_INSTANCE -> {}
    }
  }

  private void cancel(Moment moment, Strike strike) {
    if (stage.scenario == Scenario.BAKED) {
      if (moment.equals(new Moment(Moment.Run.BAKE, "AwaitImage", 1))) {
        strike.cancel(stage.workflowId());
      }
    } else if (stage.scenario.neighbour != Scenario.Neighbour.NONE) {
      if (moment.equals(new Moment(Moment.Run.DEPLOY, "CheckCore", 1))) {
        strike.cancel(stage.workflowId());
      }
    } else if (moment.equals(new Moment(Moment.Run.HOST, "AwaitAgent", 1))) {
      strike.until(LATE, stage::waitsForItsHost);
      strike.cancel(stage.workflowId());
      strike.awaitUnwanted(LATE);
    }
  }

  private void lose(Moment moment, ActivityExecutionContext activity) {
    if (moment.equals(new Moment(Moment.Run.DEPLOY, "StartCore", 1))) {
      lost.lose();
    }
    if (stage.way == Way.HOST_LOST_CANCELLED
        && moment.equals(new Moment(Moment.Run.REPLACE, "AwaitAgent", 1))) {
      new Strike(stage, activity).cancel(activity.getInfo().getWorkflowId());
    }
  }
}
