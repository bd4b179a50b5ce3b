package dev.berth.workflows;

import static dev.berth.workflows.World.held;
import static dev.berth.workflows.World.hostRequest;
import static dev.berth.workflows.World.progress;
import static dev.berth.workflows.World.refused;
import static dev.berth.workflows.World.request;
import static dev.berth.workflows.World.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.berth.workflows.core.Core;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Note;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.State;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What retries cannot cure is held for an operator: retry, skip, abort, or nobody comes. */
class HoldTest {
  private final World world = new World();
  private final WorkflowStub run = WorkflowStub.fromTyped(world.deployCore());

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
    assertThat(held.reason()).isEqualTo("denied");
    assertThat(held.message()).isEqualTo("AccessDenied: no policy");
    assertThat(Duration.between(held.since(), held.until())).isEqualTo(Policies.HOLD);
    assertThat(held.verbs()).containsExactly("retry", "skip", "abort");
    assertThat(progress(run).why())
        .contains("held in step database", "AccessDenied: no policy", "retry, or skip, or abort");
    assertThat(attribute(BerthAttributes.STATE)).isEqualTo("held");
    assertThat(attribute(BerthAttributes.REASON)).isEqualTo("denied");
    await().until(() -> world.notes.size() == 1);
    assertThat(world.notes.getFirst())
        .extracting(Note::type, Note::before, Note::after, Note::reason)
        .containsExactly("operation.held", "running", "held", "denied: AccessDenied: no policy");
  }

  @Test
  void aRetryRunsTheHeldStepOnceMoreAndTheRunGoesOn() {
    world.failing("database", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    held(run);

    tell(run, "retry");

    assertThat(run.getResult(Core.class).coreId()).isEqualTo("c1");
    assertThat(world.calls.stream().filter("database"::equals)).hasSize(2);
    assertThat(world.calls).doesNotContain("drop-database");
    assertThat(attribute(BerthAttributes.STATE)).isEqualTo("ready");
    assertThat(attribute(BerthAttributes.REASON)).isNull();
    assertThat(world.notes.getLast())
        .extracting(Note::type, Note::by, Note::requestId, Note::reason)
        .containsExactly("operation.retried", "ops", "r-2", "we looked");
  }

  @Test
  void aRetryThatFailsIsHeldAgainAndTakesOneRetryEach() {
    world.failing("database", 2, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    held(run);
    tell(run, "retry");
    await().until(() -> world.notes.size() == 3 && progress(run).held() != null);

    tell(run, "retry");

    run.getResult(Core.class);
    assertThat(world.calls.stream().filter("database"::equals)).hasSize(3);
  }

  @Test
  void aSkipGoesOnWithoutTheStepAndTheReceiptSaysSo() {
    world.failing("check", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    held(run);

    tell(run, "skip");

    run.getResult(Core.class);
    assertThat(world.calls).containsSubsequence("check", "operation.skipped", "register");
    assertThat(world.receipts.getLast().skipped()).containsExactly("check");
  }

  @Test
  void anAbortTakesEverythingBackAndKeepsTheReason() {
    world.failing("database", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    held(run);

    tell(run, "abort");

    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.calls)
        .endsWith("operation.aborted", "drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.DENIED);
    assertThat(attribute(BerthAttributes.STATE)).isEqualTo("unwound");
  }

  @Test
  void whenNobodyAnswersInTimeItUnwinds() {
    world.failing("database", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    held(run);

    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls).endsWith("drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().state()).isEqualTo(State.UNWOUND);
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
    assertThat(held.verbs()).containsExactly("retry");
    assertThat(held.until()).isNull();
    assertThat(refused(run, "abort", null)).startsWith("not-allowed: ");
    assertThat(refused(run, "cancel", null)).startsWith("too-late: ");

    tell(run, "retry");
    assertThat(run.getResult(Core.class).coreId()).isEqualTo("c1");
    assertThat(world.calls).doesNotContain("release", "remove");
  }

  @Test
  void onlyTheRegistrysOwnRefusalLeadsBackFromThePivot() {
    world.failing("register", 1, FailureType.SUPERSEDED, "newer");
    run.start(request());

    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls)
        .endsWith("remove", "drop-database", "delete-secrets", "release", "close");
  }

  @Test
  void anEndingThatTheRegistryRefusesIsHeldUntilItIsWritten() {
    world
        .failing("start", 1, FailureType.SCRIPT_FAILED, "exit 1")
        .failing("close", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    assertThat(held(run).verbs()).containsExactly("retry");

    tell(run, "retry");

    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.endings).hasSize(1);
    assertThat(attribute(BerthAttributes.STATE)).isEqualTo("unwound");
    assertThat(attribute(BerthAttributes.REASON)).isEqualTo("script-failed");
  }

  @Test
  void anEventThatCannotBeWrittenDoesNotStopTheHold() {
    world
        .failing("database", 1, FailureType.DENIED, "AccessDenied: no policy")
        .failing("operation.held", 1, FailureType.DENIED, "AccessDenied: no policy");
    run.start(request());
    held(run);

    tell(run, "retry");

    assertThat(run.getResult(Core.class).coreId()).isEqualTo("c1");
  }

  @Test
  void aHeldHostThatNobodyNeedsAnyMoreTakesItselfBack() {
    WorkflowStub host = WorkflowStub.fromTyped(world.launchHost());
    world
        .failing("launch 1", 1, FailureType.DENIED, "AccessDenied: no policy")
        .when(
            "unwanted?",
            () -> {
              throw FailureType.UNWANTED.terminal("nobody needs host h1", null);
            });
    host.start(hostRequest());

    assertThat(catchThrowable(() -> host.getResult(Host.class)))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls)
        .containsSubsequence("operation.held", "unwanted?", "give-up", "terminate 1", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.UNWANTED);
  }

  @Test
  void aHostThatNobodyNeedsIsTakenBackThoughItCannotBeGivenUpAtOnce() {
    WorkflowStub host = WorkflowStub.fromTyped(world.launchHost());
    world
        .failing("boot 1", 1, FailureType.UNWANTED, "nobody needs host h1")
        .failing("give-up", 1, FailureType.DENIED, "AccessDenied: no policy")
        .failing("unwanted?", 1, FailureType.UNWANTED, "nobody needs host h1");
    host.start(hostRequest());
    assertThat(held(host).verbs()).containsExactly("retry");

    tell(host, "retry");

    assertThat(catchThrowable(() -> host.getResult(Host.class)))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(world.calls).containsSubsequence("give-up", "give-up", "terminate 1", "close");
  }

  @Test
  void aHeldHostGoesOnAfterARetry() {
    WorkflowStub host = WorkflowStub.fromTyped(world.launchHost());
    world.failing("launch 1", 1, FailureType.DENIED, "AccessDenied: no policy");
    host.start(hostRequest());
    held(host);

    tell(host, "retry");

    assertThat(host.getResult(Host.class).instanceId()).isEqualTo("i-1");
    assertThat(world.calls).doesNotContain("terminate 1", "give-up");
  }

  private String attribute(io.temporal.common.SearchAttributeKey<String> key) {
    return run.describe().getTypedSearchAttributes().get(key);
  }
}
