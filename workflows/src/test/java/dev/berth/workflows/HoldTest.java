package dev.berth.workflows;

import static dev.berth.workflows.World.held;
import static dev.berth.workflows.World.progress;
import static dev.berth.workflows.World.refused;
import static dev.berth.workflows.World.request;
import static dev.berth.workflows.World.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.model.EventType;
import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.Bounds;
import dev.berth.workflows.operation.OperationNote;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.Verb;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What retries cannot cure is held for an operator: retry, skip, abort, or no decision. */
class HoldTest {
  private final World world = new World();
  private final WorkflowStub run = world.deployCore();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void aHeldRunSaysWhyAndWhichVerbsHelp() {
    world.failing("database", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());

    Progress.Held held = held(run);

    assertThat(held.step()).isEqualTo("database");
    assertThat(held.reason()).isEqualTo(FailureType.DENIED);
    assertThat(held.message()).isEqualTo("AccessDenied: no policy");
    assertThat(Duration.between(held.since(), held.until())).isEqualTo(Bounds.HOLD);
    assertThat(held.verbs()).containsExactly(Verb.RETRY, Verb.SKIP, Verb.ABORT);
    assertThat(progress(run).why())
        .contains("held in step database", "AccessDenied: no policy", "retry, or skip, or abort");
    assertThat(world.attribute(BerthAttributes.STATE)).isEqualTo("held");
    assertThat(world.attribute(BerthAttributes.REASON)).isEqualTo("denied");
    await().until(() -> world.notes.size() == 1);
    assertThat(world.notes.getFirst())
        .extracting(
            OperationNote::type, OperationNote::before, OperationNote::after, OperationNote::reason)
        .containsExactly(
            EventType.OPERATION_HELD,
            OperationState.RUNNING,
            OperationState.HELD,
            "denied: AccessDenied: no policy");
  }

  @Test
  void aRetryRunsTheHeldStepOnceMoreAndTheRunGoesOn() {
    assertThat(play("core-held-retry").getResult(Core.class).coreId()).isEqualTo("c1");
    assertThat(world.calls.stream().filter("database"::equals)).hasSize(2);
    assertThat(world.calls).doesNotContain("drop-database");
    assertThat(world.attribute(BerthAttributes.STATE)).isEqualTo("ready");
    assertThat(world.attribute(BerthAttributes.REASON)).isNull();
    assertThat(world.notes.getLast())
        .extracting(OperationNote::type, OperationNote::by, OperationNote::reason)
        .containsExactly(EventType.OPERATION_RETRIED, World.OPERATOR, "we looked");
  }

  @Test
  void aRetryThatFailsIsHeldAgainAndTakesOneRetryEach() {
    play("core-held-retry-twice").getResult(Core.class);

    assertThat(world.calls.stream().filter("database"::equals)).hasSize(3);
  }

  @Test
  void aSkipGoesOnWithoutTheStepAndTheReceiptSaysSo() {
    play("core-held-in-two-steps").getResult(Core.class);

    assertThat(world.calls).containsSubsequence("check", "operation.skipped", "register");
    assertThat(world.receipts.getLast().skipped()).containsExactly("check");
  }

  @Test
  void anAbortTakesEverythingBackAndKeepsTheReason() {
    assertFails(play("core-held-abort"));

    assertThat(world.calls)
        .endsWith("operation.aborted", "drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.DENIED);
    assertThat(world.attribute(BerthAttributes.STATE)).isEqualTo("unwound");
  }

  @Test
  void anAbortNamesItsRequesterAndIsNoAnswerToAHoldWhileItUnwinds() {
    world
        .failing("database", 1, FailureType.DENIED, "AccessDenied: no policy")
        .failing("close", 1, FailureType.DENIED, "no");
    run.start(request());
    held(run);
    tell(run, "abort");
    await().until(() -> world.calls.contains("close") && progress(run).held() != null);

    tell(run, "retry");

    assertFails(run);
    assertThat(world.endings).hasSize(1);
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.DENIED);
    assertThat(world.endings.getFirst().message()).isEqualTo("aborted by ops: we looked");
  }

  @Test
  void whenNobodyAnswersInTimeItUnwinds() {
    assertFails(play("core-held-deadline"));

    assertThat(world.calls).endsWith("drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().state()).isEqualTo(OperationState.UNWOUND);
  }

  @Test
  void allHoldsTogetherLastNoLongerThanOne() {
    world
        .failing("database", 1, FailureType.DENIED, "AccessDenied: no policy")
        .failing("check", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    Progress.Held first = held(run);
    tell(run, "retry");
    await()
        .until(() -> progress(run).held() != null && progress(run).held().step().equals("check"));

    assertThat(held(run).until()).isEqualTo(first.until());
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "skip", "abort"})
  void aVerbIsRefusedWhenNothingIsHeld(String verb) {
    world.when("await", World::untilCancelled);
    run.start(request());
    await().until(() -> world.calls.contains("await"));

    assertThat(refused(run, verb, null)).startsWith("not-held: ");
    run.cancel();
  }

  @Test
  void aVerbMeantForAnotherStepIsRefused() {
    world.failing("check", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    held(run);

    assertThat(refused(run, "retry", "database"))
        .startsWith("other-step: ")
        .contains("step check, not in database");
    assertThat(progress(run).held()).isNotNull();
  }

  @Test
  void aStepWhoseResultOthersNeedCannotBeSkipped() {
    world.failing("start", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    held(run);

    assertThat(refused(run, "skip", null)).startsWith("not-allowed: ");
  }

  @Test
  void whatMayHaveBeenRegisteredIsHeldWithoutAWayBack() {
    world.failing("register", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());

    Progress.Held held = held(run);
    assertThat(held.verbs()).containsExactly(Verb.RETRY);
    assertThat(held.until()).isNull();
    assertThat(refused(run, "abort", null)).startsWith("not-allowed: ");
    assertThat(refused(run, "cancel", null)).startsWith("too-late: ");

    tell(run, "retry");
    assertThat(run.getResult(Core.class).coreId()).isEqualTo("c1");
    assertThat(world.calls).doesNotContain("release", "remove");
  }

  @Test
  void onlyTheRegistrysOwnRefusalLeadsBackFromThePivot() {
    assertFails(play("core-register-superseded"));

    assertThat(world.calls)
        .endsWith("remove", "drop-database", "delete-secrets", "release", "close");
  }

  @Test
  void anEndingThatTheRegistryRefusesIsHeldUntilItIsWritten() {
    assertFails(play("core-held-close"));

    assertThat(world.calls).endsWith("close", "operation.held", "operation.retried", "close");
    assertThat(world.endings).hasSize(1);
    assertThat(world.attribute(BerthAttributes.STATE)).isEqualTo("unwound");
    assertThat(world.attribute(BerthAttributes.REASON)).isEqualTo("script-failed");
  }

  @Test
  void anEventThatCannotBeWrittenDoesNotStopTheHold() {
    assertThat(play("core-held-without-a-note").getResult(Core.class).coreId()).isEqualTo("c1");
  }

  @Test
  void aHeldHostThatNobodyNeedsAnyMoreTakesItselfBack() {
    assertFails(play("host-held-unwanted"));

    assertThat(world.calls)
        .containsSubsequence("operation.held", "unwanted?", "give-up", "terminate 1", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.UNWANTED);
  }

  @Test
  void anUnwindThatIsHeldIsNotCutShortWhenNobodyNeedsTheHostAnyMore() {
    assertFails(play("host-held-give-up-unwanted"));

    assertThat(world.calls)
        .endsWith("operation.held", "operation.retried", "give-up", "terminate 1", "close");
  }

  @Test
  void aHeldHostGoesOnAfterARetry() {
    assertThat(play("host-held-retry").getResult(Host.class).instanceId()).isEqualTo("i-1");
    assertThat(world.calls).doesNotContain("terminate 1", "give-up");
  }

  @Test
  void aHostWithoutRoomIsHeldAndGoesOnByItselfWhenThereIsSome() {
    assertThat(play("host-no-room").getResult(Host.class).instanceId()).isEqualTo("i-1");

    assertThat(world.calls)
        .containsSubsequence(
            "request 1", "operation.held", "quota?", "operation.cured", "request 1", "launch 1");
    assertThat(world.notes.getFirst().reason()).isEqualTo("over-quota: 5 of 5 are used");
    assertThat(world.notes.get(1))
        .extracting(OperationNote::by, OperationNote::before, OperationNote::after)
        .containsExactly(null, OperationState.HELD, OperationState.RUNNING);
  }

  @Test
  void aHostWithoutRoomAsksAgainWhenAnOperatorSaysSo() {
    assertThat(play("host-no-room-retry").getResult(Host.class).instanceId()).isEqualTo("i-1");

    assertThat(world.calls)
        .containsSubsequence("operation.held", "operation.retried", "request 1", "launch 1")
        .doesNotContain("operation.cured");
  }

  @Test
  void aHostWithoutRoomThatNobodyNeedsAnyMoreAsksAwsForNothing() {
    assertFails(play("host-no-room-unwanted"));

    assertThat(world.calls).endsWith("give-up", "close").doesNotContain("launch 1", "terminate 1");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.UNWANTED);
  }

  @Test
  void aQuotaThatAwsItselfSaysIsUsedUpIsAnOperatorsMatter() {
    assertThat(play("host-over-quota-retry").getResult(Host.class).instanceId()).isEqualTo("i-1");

    assertThat(world.calls)
        .containsSubsequence("launch 1", "operation.held", "unwanted?", "operation.retried")
        .doesNotContain("quota?");
  }

  private WorkflowStub play(String branch) {
    return Branches.play(world, branch);
  }

  private static void assertFails(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(Object.class))
        .isInstanceOf(WorkflowFailedException.class);
  }
}
