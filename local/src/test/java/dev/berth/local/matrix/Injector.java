package dev.berth.local.matrix;

import dev.berth.workflows.operation.WorkflowIds;

import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands every activity to the stage that its run belongs to. Outermost, so that an attempt that
 * crashes does not go on beating.
 */
final class Injector extends WorkerInterceptorBase {
  private static final String HOST = "host/";

  private final Registry registry;
  private final Map<String, Stage> byRegion = new ConcurrentHashMap<>();
  private final Map<String, Stage> byRun = new ConcurrentHashMap<>();

  Injector(Registry registry) {
    this.registry = registry;
  }

  void enter(Stage stage) {
    byRegion.put(stage.region, stage);
    byRun.put(stage.workflowId(), stage);
    byRun.put(WorkflowIds.sweep(stage.region), stage);
    byRun.put(Kept.workflowId(stage.region), stage);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private ActivityExecutionContext activity;

      @Override
      public void init(ActivityExecutionContext context) {
        activity = context;
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        String workflowId = activity.getInfo().getWorkflowId();
        Optional<Stage> stage = stage(workflowId);
        if (stage.isEmpty()) {
          return super.execute(input);
        }
        Moment.Run run = Moment.Run.of(activity.getInfo().getWorkflowType());
        return stage.get().around(run, activity, () -> effect(stage.get().sabotage(), input));
      }

      private ActivityOutput effect(Sabotage sabotage, ActivityInput input) {
        return sabotage
            .arguments(activity.getInfo().getActivityType(), input.getArguments())
            .map(arguments -> super.execute(new ActivityInput(input.getHeader(), arguments)))
            .orElseGet(() -> new ActivityOutput(null));
      }
    };
  }

  private Optional<Stage> stage(String workflowId) {
    Stage known = byRun.get(workflowId);
    if (known != null || !workflowId.startsWith(HOST)) {
      return Optional.ofNullable(known);
    }
    Optional<Stage> found =
        registry
            .hosts()
            .find(workflowId.substring(HOST.length()))
            .map(HostRecord::region)
            .map(byRegion::get);
    found.ifPresent(stage -> byRun.put(workflowId, stage));
    return found;
  }
}
