package dev.berth.activities.host;

import dev.berth.activities.settings.Settings;
import dev.berth.model.Plan;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import java.util.Map;
import java.util.TreeMap;

/** The tags by which Berth knows its own: enough to rebuild the registry from AWS. */
public final class Tags {
  public static final String INSTALLATION = "berth:installation";
  public static final String HOST = "berth:host";
  public static final String INSTANCE_NUMBER = "berth:instance-number";
  public static final String OPERATION = "berth:operation";
  public static final String PLAN = "berth:plan";
  public static final String CORE = "berth:core";
  public static final String CUSTOMER = "berth:customer";
  public static final String ENVIRONMENT = "berth:environment";

  private Tags() {}

  /** Of what belongs to one core. */
  public static Map<String, String> ofCore(Settings settings, Deployment core) {
    DeployRequest request = core.request();
    return Map.of(
        "managed-by",
        "berth",
        INSTALLATION,
        settings.installation(),
        CORE,
        core.placement().coreId(),
        CUSTOMER,
        request.core().customer(),
        ENVIRONMENT,
        request.core().environment(),
        PLAN,
        request.plan().word(),
        OPERATION,
        core.operationId());
  }

  static Map<String, String> ofInstance(
      Settings settings, String hostId, int number, String operationId, Plan plan) {
    return new TreeMap<>(
        Map.of(
            "Name",
            "berth-" + settings.installation() + "-" + hostId,
            "managed-by",
            "berth",
            INSTALLATION,
            settings.installation(),
            HOST,
            hostId,
            INSTANCE_NUMBER,
            Integer.toString(number),
            OPERATION,
            operationId,
            PLAN,
            Operation.planWord(plan)));
  }
}
