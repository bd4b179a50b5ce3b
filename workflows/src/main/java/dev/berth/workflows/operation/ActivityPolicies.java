package dev.berth.workflows.operation;

import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The policy of every activity type, in one table. */
public final class ActivityPolicies {
  private static final Map<String, Policy> TABLE = new HashMap<>();

  static {
    all(
        Policy.REGISTRY,
        "PlaceCore",
        "ReleaseCore",
        "QuarantineCore",
        "RegisterCore",
        "FindAbandonedCore",
        "FindReadyCore",
        "SettleReadyCore");
    all(Policy.CALL, "CreateSecrets", "DeleteSecrets", "CreateDatabase", "DropDatabase");
    wait(Bounds.START, "StartCore", "RestartCore", "RemoveCore");
    wait(Bounds.CHECK, "CheckCore");

    all(
        Policy.REGISTRY,
        "EnsureHost",
        "ClaimHost",
        "SettleHost",
        "NoteUnfitInstance",
        "GiveUpHost");
    wait(Bounds.HOST, "AwaitHost", "AwaitReplacedHost");
    wait(Bounds.UNWANTED, "AwaitUnwanted", "AwaitQuota");
    all(Policy.CALL, "RequestInstance", "TerminateInstance");
    all(Policy.LAUNCH, "LaunchInstance");
    wait(Bounds.BOOT, "AwaitInstance");
    wait(Bounds.AGENT, "AwaitAgent");
    wait(Bounds.PREPARE, "PrepareHost");

    all(Policy.REGISTRY, "ClaimRetirement", "SettleRetirement");
    all(Policy.CALL, "TerminateHost");
    wait(Bounds.GONE, "AwaitTerminated");

    all(
        Policy.REGISTRY,
        "ClaimReplacement",
        "GiveUpReplacement",
        "MoveHost",
        "ReaddressCore",
        "SettleReplacement");
    all(Policy.CALL, "EndReplaced");

    all(
        Policy.REGISTRY,
        "ClaimImage",
        "SettleImage",
        "GiveUpImage",
        "ClaimImageRetirement",
        "SettleImageRetirement");
    all(Policy.CALL, "FindImage", "NeedBakeHost", "CaptureImage", "DropImage", "DeregisterImage");
    all(Policy.CALL, "PlanImages", "StartImageTask");
    wait(Bounds.HOST, "AwaitBakeHost");
    wait(Bounds.PREPARE, "CleanBuilder");
    wait(Bounds.GONE, "StopBuilder");
    wait(Bounds.IMAGE, "AwaitImage");
    wait(Bounds.CHECK, "ProveImage");
    wait(Bounds.HOST_GONE, "DismissBakeHost");

    wait(Bounds.POOL_WORK, "AwaitPoolWork");
    all(Policy.CALL, "FillPool", "GiveUpPoolHost");
    wait(Bounds.GONE, "StopPoolHost");
    wait(Bounds.POOL_CHECK, "CheckPoolHost");

    wait(Bounds.SURVEY, "LookForDifferences");
    all(Policy.CALL, "ActOnFinding", "RecordSweep");

    all(Policy.REGISTRY, "CloseOperation", "NoteOperation");
    wait(Bounds.THAW, "AwaitThaw");
  }

  private ActivityPolicies() {}

  /**
   * A stub of an activity interface, each of whose activities is called by its own policy.
   *
   * @param summary shown beside each call in Temporal's UI: the subject of the operation
   */
  public static <T> T stub(Class<T> activities, String summary) {
    Map<String, ActivityOptions> options = new HashMap<>();
    for (Method method : activities.getMethods()) {
      String type = method.getAnnotation(ActivityMethod.class).name();
      options.put(type, policy(type).options(summary));
    }
    return Workflow.newActivityStub(activities, ActivityOptions.newBuilder().build(), options);
  }

  /**
   * The policy of an activity type.
   *
   * @throws IllegalStateException when the table lacks it
   */
  static Policy policy(String activityType) {
    Policy policy = TABLE.get(activityType);
    if (policy == null) {
      throw new IllegalStateException("ActivityPolicies has no policy for " + activityType);
    }
    return policy;
  }

  /** Every activity type in the table. */
  static Set<String> activityTypes() {
    return Set.copyOf(TABLE.keySet());
  }

  private static void all(Policy policy, String... activityTypes) {
    for (String type : activityTypes) {
      TABLE.put(type, policy);
    }
  }

  private static void wait(Duration bound, String... activityTypes) {
    all(Policy.waiting(bound), activityTypes);
  }
}
