package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.berth.model.ImageState;
import dev.berth.model.Requester;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.image.ImageRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.fault.Fault;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.ImageTask.What;
import dev.berth.workflows.image.ImageWish;
import dev.berth.workflows.operation.OperatorCommand;
import dev.berth.workflows.sweep.Finding.Kind;
import io.temporal.client.WorkflowFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bakes that go wrong: nothing of them stays, and the receipt says what was undone. */
class BakeFaultsTest {
  private Berth berth;
  private Outside outside;
  private Baking baking;

  private void start(Map<Latency, Duration> changed) throws IOException {
    berth = Berth.start(changed).withWorker();
    outside = new Outside(berth);
    baking = new Baking(berth);
  }

  private void start() throws IOException {
    start(Map.of());
  }

  /** AWS takes for ever to make an image. */
  private ImageTask startPending() throws IOException {
    start(Map.of(Latency.CREATE_IMAGE, Duration.ofDays(10_000)));
    ImageTask task = baking.ask();
    await().atMost(Duration.ofMinutes(1)).until(() -> !berth.aws.snapshot().images().isEmpty());
    return task;
  }

  @AfterEach
  void end() throws IOException {
    berth.close();
  }

  @Test
  void anImageThatTurnsFailedLeavesNothing() throws IOException {
    start();
    berth.aws.faults().add(new Fault.ImageFails(1, "Client.SnapshotLimitExceeded"));
    ImageTask task = baking.ask();

    Operation failed = baking.awaitFailure(task);

    assertThat(failed.reason()).isEqualTo("image-failed");
    assertThat(failed.message()).contains("SnapshotLimitExceeded");
    assertThat(failed.receipt()).contains("\"undone\": [\"capture\", \"builder\"]");
    assertThat(baking.image(task).state()).isEqualTo(ImageState.FAILED);
    nothingIsLeft();
    assertThat(baking.baked().id()).isEqualTo(task.plan().imageId()); // asked again, it is baked
  }

  @Test
  void aCoreImageThatDoesNotExistIsInvalidAndNotRetried() throws IOException {
    start();
    ImageTask task = baking.ask(Berth.ABSENT);

    // The registry had it when it was planned; when it is pulled it is gone.
    Operation failed = baking.awaitFailure(task);

    assertThat(failed.reason()).isEqualTo("invalid");
    assertThat(failed.message()).contains("there is no image").contains(":" + Berth.ABSENT);
    nothingIsLeft();
  }

  @Test
  void aCoreThatDoesNotRunOnItKeepsAnImageFromBecomingCurrent() throws IOException {
    start();
    Operation failed = baking.awaitFailure(baking.ask(Berth.BROKEN));

    assertThat(failed.reason()).isEqualTo("script-failed");
    assertThat(failed.message()).contains("the core ended");
    nothingIsLeft();
  }

  @Test
  void anImageThatIsDeregisteredBeforeItsProofEndsTheBake() throws IOException {
    start();
    ImageTask task = baking.ask();
    await().atMost(Duration.ofMinutes(1)).until(() -> outside.calls("CreateImage") > 0);

    berth
        .aws
        .faults()
        .add(new Fault.Fail("RunInstances", 1000, "InvalidAMIID.NotFound", 400, List.of()));

    Operation failed = baking.awaitFailure(task);
    assertThat(failed.reason()).isEqualTo("invalid");
    assertThat(failed.message()).contains("InvalidAMIID.NotFound");
    nothingIsLeft();
  }

  @Test
  void aBuilderThatDiesHalfWayEndsTheBake() throws IOException {
    start();
    berth.aws.faults().add(throttled("StopInstances"));
    ImageTask task = baking.ask();
    await().atMost(Duration.ofMinutes(1)).until(() -> outside.calls("StopInstances") > 0);
    HostRecord builder = berth.registry.hosts().list().getFirst();

    berth.clients.ec2(Berth.REGION).terminateInstances(r -> r.instanceIds(builder.instanceId()));

    assertThat(baking.awaitFailure(task).reason()).isEqualTo("instance-lost");
    nothingIsLeft();
  }

  @Test
  void aBuilderThatIsStoppedForItsImageIsNotTakenForUnfit() throws IOException {
    startPending();

    assertThat(new Sweeping(berth).twice().findings()).isEmpty();
  }

  @Test
  void whatABakeLeftThatFailedItsProofIsNotBakedAgainButTakenAway() throws IOException {
    start();
    baking.baked("11.2.2");
    ImageRecord bad = baking.baked();
    new Sweeping(berth)
        .sql("UPDATE images SET state = 'failed', current = false WHERE id = '%s'", bad.id());

    assertThat(baking.upkeep())
        .extracting(ImageTask::what, task -> task.plan().imageId())
        .containsExactly(tuple(What.RETIRE, bad.id()));
  }

  @Test
  void aCancelledBakeLeavesNothing() throws IOException {
    ImageTask task = startPending();

    baking
        .run(task)
        .update(
            "cancel",
            Void.class,
            new OperatorCommand(new Requester("ops", "r-1"), "no more", null));

    assertThat(baking.awaitFailure(task).reason()).isEqualTo("cancelled");
    nothingIsLeft();
  }

  @Test
  void answersThatAreLostMakeNoSecondImage() throws IOException {
    start();
    for (String call : List.of("CreateImage", "StopInstances", "RunInstances")) {
      outside.loseTheAnswerTo(call);
    }

    ImageRecord image = baking.baked();

    assertThat(image.current()).isTrue();
    assertThat(berth.aws.snapshot().images()).hasSize(1);
    outside.launchedExactly(2).leftNothingOver();
  }

  @Test
  void theSameInputsFromManyProcessesAreOneBake() throws Exception {
    start();
    try (ExecutorService processes = Executors.newFixedThreadPool(4)) {
      Callable<ImageTask> ask = baking::ask;
      List<Future<ImageTask>> asked = processes.invokeAll(List.of(ask, ask, ask, ask));
      ImageTask first = asked.getFirst().get();
      baking.await(first);
      for (Future<ImageTask> other : asked) {
        assertThat(other.get().plan()).isEqualTo(first.plan());
      }
    }
    outside.launchedExactly(2).leftNothingOver();
    assertThat(berth.aws.snapshot().images()).hasSize(1);
  }

  @Test
  void whatABakeLeavesThatWasEndedFromOutsideIsSwept() throws IOException {
    ImageTask task = startPending();
    Sweeping sweeping = new Sweeping(berth);
    baking.run(task).terminate("from outside");
    sweeping.pass();

    assertThat(Sweeping.outcome(sweeping.pass(), Kind.IMAGE)).startsWith("retires the image");

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(baking.image(task).state()).isEqualTo(ImageState.RETIRED));
    nothingIsLeft();
  }

  @Test
  void theNextRunAdoptsWhatATerminatedOneCaptured() throws IOException {
    start();
    berth.aws.faults().add(throttled("TerminateInstances"));
    ImageTask task = baking.ask();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> outside.calls("TerminateInstances") > 0); // the builder's, after the capture
    baking.run(task).terminate("from outside");
    berth.aws.faults().clear();

    ImageRecord image = baking.baked();

    assertThat(image.amiId()).isEqualTo(berth.aws.snapshot().images().getFirst().id());
    assertThat(berth.aws.snapshot().images()).hasSize(1);
  }

  @Test
  void aBaseThatCanNeverBootHereIsRefusedBeforeAnythingStarts() throws IOException {
    start();
    Account account = Account.standard();
    refused(account.region("eu-west-1").stockImage().id(), "an AMI belongs to one region");
    refused(account.region(Berth.REGION).foreignImage().id(), "copy it into this account first");
    refused(account.region(Berth.REGION).armImage().id(), "is for arm64, and t3.small is not");
    assertThat(berth.registry.images().list()).isEmpty();
    assertThat(berth.aws.snapshot().instances()).isEmpty();
  }

  @Test
  void aCoreImageThatTheRegistryDoesNotHaveIsRefusedBeforeAnythingStarts() throws IOException {
    start();
    berth.aws.tags().remove(berth.settings.coreImage("9.9.9"));

    refused(new ImageWish("9.9.9", null), "there is no container image");

    assertThat(berth.aws.snapshot().instances()).isEmpty();
  }

  @Test
  void aTagThatIsMovedWhileItIsBakedMakesNoImage() throws IOException {
    start();
    berth.aws.tags().move(berth.settings.coreImage(null));

    Operation failed = baking.awaitFailure(baking.ask());

    assertThat(failed.reason()).isEqualTo("script-failed");
    assertThat(failed.message()).contains("the tag was moved meanwhile");
    nothingIsLeft();
  }

  private void refused(String base, String why) {
    refused(new ImageWish(null, base), why);
  }

  private void refused(ImageWish wish, String why) {
    assertThatThrownBy(() -> baking.ask(wish))
        .isInstanceOf(WorkflowFailedException.class)
        .rootCause()
        .hasMessageContaining(why);
  }

  private void nothingIsLeft() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(berth.aws.snapshot().kept()).isEmpty());
    assertThat(berth.registry.hosts().list()).isEmpty();
    outside.leftNothingOver();
  }

  private static Fault throttled(String call) {
    return new Fault.Fail(call, Integer.MAX_VALUE, "RequestLimitExceeded", 503, List.of());
  }
}
