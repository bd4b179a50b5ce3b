package dev.berth.local.matrix;

import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.operation.WorkflowIds;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands every activity to the scenarioRun that its run belongs to. Outermost, so that an attempt
 * that crashes does not go on beating.
 */
final class FaultInterceptor extends WorkerInterceptorBase {
  private static final String HOST = "host/";

  private final Registry registry;
  private final Map<String, ScenarioRun> byRegion = new ConcurrentHashMap<>();
  private final Map<String, ScenarioRun> byRun = new ConcurrentHashMap<>();

  FaultInterceptor(Registry registry) {
    this.registry = registry;
  }

  void enter(ScenarioRun scenarioRun) {
    byRegion.put(scenarioRun.region, scenarioRun);
    byRun.put(scenarioRun.workflowId(), scenarioRun);
    byRun.put(WorkflowIds.sweep(scenarioRun.region), scenarioRun);
    byRun.put(PoolUpkeep.workflowId(scenarioRun.region), scenarioRun);
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
        Optional<ScenarioRun> scenarioRun = scenarioRun(workflowId);
        if (scenarioRun.isEmpty()) {
          return super.execute(input);
        }
        Moment.Run run = Moment.Run.of(activity.getInfo().getWorkflowType());
        return scenarioRun
            .get()
            .around(run, activity, () -> effect(scenarioRun.get().defect(), input));
      }

      private ActivityOutput effect(Defect defect, ActivityInput input) {
        return defect
            .arguments(activity.getInfo().getActivityType(), input.getArguments())
            .map(arguments -> super.execute(new ActivityInput(input.getHeader(), arguments)))
            .orElseGet(() -> new ActivityOutput(null));
      }
    };
  }

  private Optional<ScenarioRun> scenarioRun(String workflowId) {
    ScenarioRun known = byRun.get(workflowId);
    if (known != null || !workflowId.startsWith(HOST)) {
      return Optional.ofNullable(known);
    }
    Optional<ScenarioRun> found =
        registry
            .hosts()
            .find(workflowId.substring(HOST.length()))
            .map(HostRecord::region)
            .map(byRegion::get);
    found.ifPresent(scenarioRun -> byRun.put(workflowId, scenarioRun));
    return found;
  }
}
