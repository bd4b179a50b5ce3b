package dev.berth.simulator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.berth.simulator.Simulation;
import dev.berth.simulator.wire.Call;
import dev.berth.simulator.wire.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ssm.model.SsmException;

class LimitTest {

  @TempDir Path directory;

  @Test
  void aBucketGivesItsBurstAndThenWhatFlowsIn() {
    TokenBucket bucket = new TokenBucket(5, 2, 0);
    for (int i = 0; i < 5; i++) {
      assertThat(bucket.take(1, 0)).isTrue();
    }

    assertThat(bucket.take(1, TimeUnit.MILLISECONDS.toNanos(499))).isFalse();
    assertThat(bucket.take(1, TimeUnit.MILLISECONDS.toNanos(500))).isTrue();
    assertThat(bucket.take(6, TimeUnit.HOURS.toNanos(1))).isFalse();
    assertThat(bucket.take(5, TimeUnit.HOURS.toNanos(1))).isTrue();
  }

  @Test
  void startsHaveTheSmallBucketThatLaunchesHaveAndImagesTheirOwn() {
    Buckets buckets = new Buckets(1);

    assertThat(burst(buckets, "StartInstances")).isBetween(5, 20);
    assertThat(burst(buckets, "RunInstances")).isBetween(5, 20);
    assertThat(burst(buckets, "CreateImage")).isBetween(50, 90);
    assertThat(burst(buckets, "DeregisterImage")).isBetween(100, 200);
    assertThat(burst(buckets, "DeleteSnapshot")).isBetween(100, 200);
  }

  private static int burst(Buckets buckets, String operation) {
    Call call =
        new Call(
            "anyone",
            "us-east-1",
            operation,
            Set.of(),
            Form.parse("InstanceId.1=i-0123456789abcdef0"),
            MissingNode.getInstance());
    return (int) Stream.generate(() -> buckets.allow(call)).takeWhile(allowed -> allowed).count();
  }

  @Test
  void launchesInRapidSuccessionAreThrottled() throws IOException {
    try (var simulation = inRealTime()) {
      // Sooner than 100 calls can take 47 s.
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  simulation.launch();
                }
              })
          .isInstanceOfSatisfying(
              Ec2Exception.class,
              refusal -> {
                assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("RequestLimitExceeded");
                assertThat(refusal.statusCode()).isEqualTo(503);
                assertThat(refusal.isThrottlingException()).isTrue();
              });

      AccountSnapshot snapshot = simulation.aws.snapshot();
      assertThat(snapshot.instances()).hasSizeGreaterThanOrEqualTo(5);
      assertThat(snapshot.calls().get("RunInstances")).isEqualTo(snapshot.instances().size() + 1L);
      assertThat(snapshot.throttled()).containsEntry("RunInstances", 1L);
    }
  }

  @Test
  void theParameterStoreAcceptsAFewASecond() throws IOException {
    try (var simulation = inRealTime()) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 200; i++) {
                  String name = "/berth/" + i;
                  simulation.ssm.putParameter(r -> r.name(name).value("v").type("String"));
                }
              })
          .isInstanceOfSatisfying(
              SsmException.class,
              refusal ->
                  assertThat(refusal.awsErrorDetails().errorCode())
                      .isEqualTo("ThrottlingException"));
    }
  }

  private Simulation inRealTime() throws IOException {
    return new Simulation(
        directory,
        options ->
            options
                .withScale(1)
                .with(Latency.RUN_INSTANCES_CALL, Duration.ZERO)
                .with(Latency.API_CALL, Duration.ZERO));
  }
}
