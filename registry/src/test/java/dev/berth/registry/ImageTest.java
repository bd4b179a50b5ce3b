package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.ImageState;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Placement;
import dev.berth.model.Requester;
import dev.berth.registry.event.Event;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.InstanceFacts;
import dev.berth.registry.host.PoolStore;
import dev.berth.registry.image.ImageInputs;
import dev.berth.registry.image.ImageRecord;
import dev.berth.registry.image.ImageStore.Boot;
import dev.berth.registry.operation.Operation;
import org.junit.jupiter.api.Test;

/** Images in the registry. */
class ImageTest extends OnRegistry {

  @Test
  void aHostBootsFromWhatIsCurrentAndFromNothingOfOursBefore() {
    assertThat(registry.images().boot("h1", "us-east-1")).isEmpty();

    baked("m1");
    baked("m2");

    assertThat(registry.images().boot("h1", "us-east-1")).contains(new Boot("ami-m2", "m2"));
    assertThat(registry.images().boot("h1", "eu-west-1")).isEmpty();
  }

  @Test
  void buildersBootFromTheBaseAndProversFromTheImage() {
    baked("m1");
    bake("m2", "op2");
    registry.hosts().addForImage("hb", "us-east-1", "m2", "ami-base", "op2");
    registry.hosts().addForImage("hp", "us-east-1", "m2", "ami-new", "op2");
    registry.hosts().addForImage("hp", "us-east-1", "m2", "ami-new", "op2");

    assertThat(registry.images().boot("hb", "us-east-1")).contains(new Boot("ami-base", null));
    assertThat(registry.images().boot("hp", "us-east-1")).contains(new Boot("ami-new", "m2"));
    assertThat(registry.images().hostsOf("m2")).containsExactlyInAnyOrder("hb", "hp");
  }

  @Test
  void noCoreIsPlacedOnAHostThatAnImageIsBakedOn() {
    bake("m1", "op1");
    registry.hosts().addForImage("hb", "us-east-1", "m1", "ami-base", "op1");

    Placement slot = place("deploy1", "acme");

    assertThat(slot.hostId()).isNotEqualTo("hb");
  }

  @Test
  void anImageThatIsThereIsNotClaimedAgainAndAFailedOneIs() {
    assertThat(bake("m1", "op1").available()).isFalse();
    registry.images().giveUp("m1", "op1");
    assertThat(registry.images().find("m1").orElseThrow().state()).isEqualTo(ImageState.FAILED);

    assertThat(bake("m1", "op2").state()).isEqualTo(ImageState.BAKING);
    registry.images().settle("m1", "op2", "ami-m1", "sha", "{}");

    assertThat(bake("m1", "op3").amiId()).isEqualTo("ami-m1");
    assertThat(registry.operations().find("op3")).isEmpty();
  }

  @Test
  void givingUpBeforeTheClaimChangesNothing() {
    registry.images().giveUp("m1", "op1");

    assertThat(registry.images().find("m1")).isEmpty();
  }

  @Test
  void whoLostChargeSettlesNothing() {
    bake("m1", "op1");
    bake("m1", "op2");

    assertThat(registry.images().settle("m1", "op1", "ami-m1", "sha", "{}")).isFalse();
    assertThat(registry.operations().find("op1").orElseThrow().state())
        .isEqualTo(OperationState.LEFT);
  }

  @Test
  void twoImagesOfARegionAreNeverCurrent() {
    baked("m1");
    baked("m2");

    assertThatThrownBy(() -> sql("UPDATE images SET current = true"))
        .hasMessageContaining("images_current");
    assertThatThrownBy(() -> sql("UPDATE images SET state = 'failed' WHERE current"))
        .hasMessageContaining("check constraint");
  }

  @Test
  void threeFailuresInARowDemoteAndTheLogSaysSo() {
    baked("m1");
    registry.imageFitness().failed("ami-m1", "h1/1", "lost");
    registry.imageFitness().failed("ami-m1", "h1/2", "lost");
    launched("ami-m1");
    registry.imageFitness().failed("ami-m1", "h2/1", "lost");
    registry.imageFitness().failed("ami-m1", "h2/2", "lost");
    registry.imageFitness().failed("ami-m1", "h2/1", "lost"); // told again
    assertThat(registry.images().find("m1").orElseThrow().current()).isTrue();

    registry.imageFitness().failed("ami-m1", "h3/1", "its agent stayed away");

    ImageRecord image = registry.images().find("m1").orElseThrow();
    assertThat(image.current()).isFalse();
    assertThat(image.demotedAt()).isNotNull();
    Event last = registry.events().of("image/m1").getLast();
    assertThat(last.type()).isEqualTo(EventType.IMAGE_DEMOTED);
    assertThat(last.reason()).contains("3 launches failed in a row", "its agent stayed away");
    assertThat(registry.images().boot("h1", "us-east-1")).isEmpty();
  }

  @Test
  void anEarlierImageCanBePromotedAndAFailedOneCannot() {
    baked("m1");
    baked("m2");
    bake("m3", "op3");
    registry.images().giveUp("m3", "op3");
    Actor ops = new Actor(new Requester("ops", "r1"), null);

    assertThat(registry.images().promote("m1", ops).orElseThrow().current()).isTrue();
    assertThat(registry.images().promote("m3", ops).orElseThrow().current()).isFalse();
    assertThat(registry.images().promote("m9", ops)).isEmpty();
    assertThat(registry.images().boot("h1", "us-east-1")).contains(new Boot("ami-m1", "m1"));
  }

  @Test
  void theCurrentImageAndOneThatHostsRunStay() {
    baked("m1");
    launched("ami-m1");
    assertThat(retire("m1")).contains("it is current in us-east-1");
    baked("m2");
    assertThat(retire("m1")).contains("1 hosts run it");
    baked("m3");

    assertThat(retire("m2")).isEmpty();
    registry.images().settleRetirement("m2", "retire-m2", "old", "{}");

    assertThat(registry.images().find("m2").orElseThrow())
        .extracting(ImageRecord::state, ImageRecord::amiId)
        .containsExactly(ImageState.RETIRED, null);
    assertThat(registry.operations().find("retire-m2").orElseThrow().state())
        .isEqualTo(OperationState.READY);
  }

  @Test
  void whatARetirementLeftBehindCanBeBakedAgain() {
    baked("m1");
    baked("m2");
    assertThat(retire("m1")).isEmpty();

    assertThat(bake("m1", "again").state()).isEqualTo(ImageState.BAKING);
    assertThat(registry.events().of("image/m1").getLast())
        .extracting(Event::type, Event::before)
        .containsExactly(EventType.IMAGE_BAKING, "{\"state\": \"retiring\"}");
  }

  @Test
  void aHostOfABakeIsGivenUpLikeOneOfAPool() {
    bake("m1", "op1");
    registry.hosts().addForImage("hb", "us-east-1", "m1", "ami-base", "op1");
    claim("launch1", "hb");
    settle("launch1", "hb");

    assertThat(registry.pools().giveUp("hb", PoolStore.POOL, "baked")).contains("i-1");
    assertThat(registry.hosts().find("hb").orElseThrow().state()).isEqualTo(HostState.UNWANTED);
  }

  private ImageRecord bake(String id, String operation) {
    return registry
        .images()
        .claim(
            new ImageInputs(id, "us-east-1", "ami-base", "core:1", "sha256:0", "docker", "s", 1),
            operation(OperationKind.BAKE_IMAGE, id, operation));
  }

  private java.util.Optional<String> retire(String id) {
    return registry
        .images()
        .claimRetirement(id, operation(OperationKind.RETIRE_IMAGE, id, "retire-" + id));
  }

  private static Operation operation(OperationKind kind, String id, String operation) {
    return begin(operation, "image/" + id, kind, null).operation();
  }

  private void baked(String id) {
    bake(id, "bake-" + id);
    registry.images().settle(id, "bake-" + id, "ami-" + id, "sha", "{}");
  }

  private void launched(String ami) {
    String host = place("deploy-" + ami, "customer-" + ami).hostId();
    claim("launch-" + ami, host);
    registry
        .hosts()
        .settle(
            host,
            "launch-" + ami,
            new InstanceFacts("i-" + ami, "t3.small", "us-east-1a", ami, "address-of-" + ami),
            "{}");
  }
}
