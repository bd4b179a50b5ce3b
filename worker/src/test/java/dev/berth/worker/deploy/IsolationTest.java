package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.model.Plan;
import dev.berth.registry.host.HostRecord;
import dev.berth.simulator.account.Latency;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.host.Instances;
import io.temporal.client.WorkflowFailedException;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must stay apart: installations on one account, text and shell, a launch and its undo. */
class IsolationTest {
  private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();
  private Berth berth;

  @AfterEach
  void end() throws IOException {
    activities.close();
    berth.close();
  }

  @Test
  void twoInstallationsOnOneAccountDoNotTouchEachOthersThings() throws IOException {
    berth = Berth.start().withWorker();
    Core ours = core(berth.deploy("acme", "production"));
    HostRecord host = berth.registry.hosts().list().getFirst();
    try (Berth other = berth.another("another")) {
      activities.registerActivitiesImplementations(other.activities());
      Instances theirs = activities.newActivityStub(Instances.class);
      InstanceRequest same = frozen(other, host.id());

      theirs.terminate(same);

      assertThat(berth.aws.snapshot().alive())
          .singleElement()
          .satisfies(instance -> assertThat(instance.id()).isEqualTo(host.instanceId()));
      new Outside(berth).answersOnlyToItsKey(ours);
      new Outside(other).leftNothingOver();
    }
  }

  @Test
  void aLaunchWhoseAnswerWasLostIsUndoneThoughNobodySeesItYet() throws IOException {
    berth = Berth.start(Map.of(Latency.INSTANCE_VISIBLE, Duration.ofMinutes(30)));
    activities.registerActivitiesImplementations(berth.activities());
    Instances instances = activities.newActivityStub(Instances.class);
    InstanceRequest request = frozen(berth, "h1");
    new Outside(berth).loseTheAnswerTo("RunInstances");
    assertThatThrownBy(() -> instances.launch(request)).isNotNull();

    // EC2 may refuse to terminate what it does not show yet, and the worker retries; but the first
    // undo that says "done" must be right.
    await()
        .ignoreExceptions()
        .until(
            () -> {
              instances.terminate(request);
              return true;
            });
    assertThat(berth.aws.snapshot().alive()).isEmpty();

    instances.terminate(request);
    assertThat(berth.aws.snapshot().alive()).isEmpty();
    assertThat(berth.aws.snapshot().instances()).hasSize(1);
  }

  @Test
  void shellMetacharactersAreOnlyTextBelowTheDoor() throws IOException {
    berth = Berth.start().withWorker();
    String nasty = "a';touch \"$BERTH_ROOT\"/pwned;$(touch pwned)`touch pwned`";

    Core harmless = core(berth.deploy(nasty, "development"));
    assertThatThrownBy(() -> core(berth.deploy("acme", "development", "1;touch pwned")))
        .isInstanceOf(WorkflowFailedException.class);

    new Outside(berth).answersOnlyToItsKey(harmless);
    try (Stream<Path> files = Files.walk(berth.folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("pwned");
    }
  }

  /** A request for a host of this id, as the installation's own activities freeze it. */
  private InstanceRequest frozen(Berth installation, String hostId) {
    installation.addHost(hostId);
    return activities
        .newActivityStub(Instances.class)
        .request(new HostRequest(hostId, Berth.REGION, Plan.DEDICATED), 1, "operation");
  }
}
