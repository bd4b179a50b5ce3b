package dev.berth.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ActivityPoliciesTest {
  private static final Set<String> ACTIVITY_TYPES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests()).importPackages("dev.berth.workflows").stream()
              .filter(type -> type.isAnnotatedWith(ActivityInterface.class))
              .map(JavaClass::getMethods)
              .flatMap(Set::stream)
              .map(ActivityPoliciesTest::activityType)
              .collect(Collectors.toSet());

  private static String activityType(JavaMethod method) {
    return method.getAnnotationOfType(ActivityMethod.class).name();
  }

  @Test
  void everyActivityTypeHasAPolicyAndEveryPolicyAnActivityType() {
    assertThat(ActivityPolicies.activityTypes()).isEqualTo(ACTIVITY_TYPES).isNotEmpty();
  }

  @Test
  void anyActivityIsNoticedWithinSecondsWhenItsWorkerDies() {
    for (String type : ACTIVITY_TYPES) {
      ActivityOptions options = ActivityPolicies.policy(type).options("acme/production");
      assertThat(options.getHeartbeatTimeout()).as(type).isEqualTo(Duration.ofSeconds(5));
    }
  }

  @Test
  void everyActivityEndsEvenWhenItHangsAndBeats() {
    for (String type : ACTIVITY_TYPES) {
      ActivityOptions options = ActivityPolicies.policy(type).options("acme/production");
      assertThat(
              options.getStartToCloseTimeout() != null
                  || options.getScheduleToCloseTimeout() != null)
          .as(type)
          .isTrue();
    }
  }

  @Test
  void anActivityThatTheTableLacksIsNamed() {
    assertThatThrownBy(() -> ActivityPolicies.policy("Forgotten"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ActivityPolicies has no policy for Forgotten");
  }
}
