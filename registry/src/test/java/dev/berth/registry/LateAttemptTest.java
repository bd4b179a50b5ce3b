package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.FailureType;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Placement;
import dev.berth.registry.core.Placed;
import dev.berth.registry.image.ImageInputs;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationEnded;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Attempts whose worker stood still, and which come when their operation has ended. */
class LateAttemptTest extends OnRegistry {
  @Test
  void anOperationThatWasUnwoundIsNotPlacedAgain() {
    place("op1", "acme");
    registry.placements().release("op1");
    close("op1");

    isRefused(() -> place("op1", "acme"));

    assertThat(registry.cores().list()).isEmpty();
    assertThat(registry.placements().find("op1")).isEmpty();
  }

  @Test
  void anOperationThatWasClosedBeforeItWasPlacedIsNeverOpened() {
    close("op1");

    isRefused(() -> place("op1", "acme"));

    assertThat(registry.operations().find("op1")).isEmpty();
    assertThat(registry.cores().list()).isEmpty();
  }

  @Test
  void aLateAttemptLeavesTheNextOperationOfTheSameCoreAlone() {
    close("op1");
    Placement next = place("op2", "acme");

    isRefused(() -> place("op1", "acme"));

    assertThat(registry.placements().find("op2")).contains(next);
    assertThat(registry.operations().find("op2").orElseThrow().state())
        .isEqualTo(OperationState.RUNNING);
  }

  @Test
  void whatFindsItsCoreReadyIsAnsweredTheSameTheSecondTime() {
    Placement slot = place("op1", "acme");
    claim("launch", slot.hostId());
    settle("launch", slot.hostId());
    register("op1", slot);

    Placed first = registry.placements().place(command("op2", "acme"));

    assertThat(first).isInstanceOf(Placed.Ready.class);
    assertThat(registry.placements().place(command("op2", "acme"))).isEqualTo(first);
  }

  @Test
  void nothingElseIsOpenedAfterItWasClosedEither() {
    String host = place("op1", "acme").hostId();
    close("launch");
    close("retire");
    close("bake");

    isRefused(() -> claim("launch", host));
    registry.placements().release("op1");
    Operation retire = operation("retire", OperationKind.RETIRE_HOST, null, host);
    isRefused(() -> registry.retirements().claim(retire, true));
    ImageInputs inputs =
        new ImageInputs("m1", "us-east-1", "ami-base", "core:1", "sha256:0", "docker", "s", 1);
    Operation bake = begin("bake", "image/m1", OperationKind.BAKE_IMAGE, null).operation();
    isRefused(() -> registry.images().claim(inputs, bake));

    assertThat(registry.images().find("m1")).isEmpty();
  }

  @Test
  void whatFoundNothingToDoIsNotOpenedLater() {
    Placement slot = place("op1", "acme");
    claim("launch", slot.hostId());
    settle("launch", slot.hostId());
    claim("second", slot.hostId());
    registry.placements().release("op1");
    Operation retire = operation("retire", OperationKind.RETIRE_HOST, null, slot.hostId());
    assertThat(registry.retirements().claim(retire, true)).isTrue();

    isRefused(() -> claim("second", slot.hostId()));

    assertThat(registry.operations().find("retire").orElseThrow().running()).isTrue();
  }

  @Test
  void aLateAttemptThatFindsItsCoreReadyLeavesItsRestartOpen() {
    close("op1");
    Placement slot = place("op2", "acme");
    claim("launch", slot.hostId());
    settle("launch", slot.hostId());
    register("op2", slot);
    registry.cores().open(operation("restart", OperationKind.RESTART_CORE, "acme", null));

    registry.placements().place(command("op1", "acme"));

    assertThat(registry.operations().find("restart").orElseThrow().running()).isTrue();
  }

  @Test
  void aBakeThatHasEndedGetsNoHostAnyMore() {
    ImageInputs inputs =
        new ImageInputs("m1", "us-east-1", "ami-base", "core:1", "sha256:0", "docker", "s", 1);
    registry
        .images()
        .claim(inputs, begin("bake", "image/m1", OperationKind.BAKE_IMAGE, null).operation());
    close("bake");

    isRefused(() -> registry.hosts().addForImage("h1", "us-east-1", "m1", "ami-base", "bake"));

    assertThat(registry.hosts().list()).isEmpty();
  }

  private void close(String operation) {
    registry
        .operations()
        .close(operation, OperationState.UNWOUND, FailureType.CANCELLED, "cancelled", "{}");
  }

  private static void isRefused(ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOf(OperationEnded.class)
        .hasMessageEndingWith("has ended");
  }
}
