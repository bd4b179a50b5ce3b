package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.account.AccountSnapshot.InstanceEntry;
import dev.berth.workflows.core.Core;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A hundred production cores asked for at once, at the request limits that AWS has. */
class SignupsTest {
  private static final int SIGNUPS = 100;
  private static final int BURST = 5;
  private static final int PER_SECOND = 2;

  @Test
  void aHundredProductionSignupsAtOnceAreAllReadyAndNeverThrottled() throws IOException {
    try (Berth berth =
        Berth.atAwsPace().withConnections(10 * SIGNUPS).withVcpus(SIGNUPS).withWorker()) {
      Instant start = Instant.now();
      List<WorkflowStub> runs =
          IntStream.range(0, SIGNUPS).mapToObj(i -> berth.deploy("c" + i, "production")).toList();
      List<Core> cores = runs.stream().map(Berth::core).toList();
      Duration allReady = Duration.between(start, Instant.now());

      AccountSnapshot account = berth.aws.snapshot();
      List<Instant> launches =
          account.instances().stream().map(InstanceEntry::launchedAt).sorted().toList();
      Duration launching = Duration.between(launches.getFirst(), launches.getLast());
      System.out.printf(
          "%d signups: all ready after %.1f s; %d instances launched within %.1f s, %.1f times what AWS's bucket takes; calls %s; throttled %s%n",
          SIGNUPS,
          allReady.toMillis() / 1000.0,
          launches.size(),
          launching.toMillis() / 1000.0,
          launching.toMillis() * 1.0 / bucket(SIGNUPS).toMillis(),
          account.calls(),
          account.throttled());
      assertThat(cores).extracting(Core::coreId).doesNotHaveDuplicates().hasSize(SIGNUPS);
      assertThat(launches).hasSize(SIGNUPS);
      assertThat(account.alive()).hasSize(SIGNUPS);
      // A busy computer may send one again, with its token, for the same instance: that is no
      // storm.
      assertThat(account.calls().get("RunInstances")).isBetween((long) SIGNUPS, SIGNUPS * 11L / 10);
      assertThat(account.throttled()).isEmpty();
      assertThat(launching).isGreaterThanOrEqualTo(bucket(SIGNUPS));
      new Outside(berth).leftNothingOver();
    }
  }

  /** What AWS's bucket needs to let so many requests through. */
  private static Duration bucket(int requests) {
    return Duration.ofMillis((requests - BURST) * 1000L / PER_SECOND);
  }
}
