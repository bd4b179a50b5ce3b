package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.model.EventType;
import dev.berth.model.ImageState;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.event.Event;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.image.ImageRecord;
import dev.berth.simulator.fault.Fault;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.ImageTask.What;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images that are kept: baked again, promoted, demoted, retired. */
class ImageUpkeepTest {
  private Berth berth;
  private Outside outside;
  private Baking baking;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.withHostsInMemory().withWorker();
    outside = new Outside(berth);
    baking = new Baking(berth);
  }

  @AfterEach
  void end() throws IOException {
    berth.close();
  }

  @Test
  void nothingIsBakedByItselfBeforeSomebodyAskedForAnImage() {
    assertThat(baking.upkeep()).isEmpty();
    assertThat(berth.registry.images().list()).isEmpty();
  }

  @Test
  void whenTheInputsHaveMovedAnotherImageIsBakedAndTheOldOneGoesWhenNoHostRunsIt() {
    ImageRecord old = baking.baked("11.2.2");
    core(berth.deploy("acme", "production"));

    ImageTask moved = baking.upkeep().getFirst(); // what is configured is another version
    assertThat(moved.what()).isEqualTo(What.BAKE);
    ImageRecord next = baking.await(moved);

    assertThat(next.current()).isTrue();
    assertThat(baking.upkeep()).isEmpty(); // the host of acme runs the old one
    Sweeping.execute(
        berth.database,
        "UPDATE hosts SET ami_id = 'ami-other' WHERE ami_id = '" + old.amiId() + "'");
    ImageTask tooMany = baking.upkeep().getFirst();
    assertThat(tooMany.what()).isEqualTo(What.RETIRE);
    baking.await(tooMany);
    assertThat(berth.registry.images().find(old.id()).orElseThrow().state())
        .isEqualTo(ImageState.RETIRED);
    outside.leftNothingOver();
  }

  @Test
  void aTagThatMeansAnotherImageByNowIsBakedAgain() {
    baking.baked();
    assertThat(baking.upkeep()).isEmpty();

    berth.aws.tags().move(berth.settings.coreImage(null));

    assertThat(baking.upkeep())
        .singleElement()
        .extracting(ImageTask::what, ImageTask::why)
        .containsExactly(What.BAKE, "its inputs have moved");
  }

  @Test
  void anOldImageIsBakedAgainFromTheSameInputs() {
    ImageRecord old = baking.baked();
    Sweeping.execute(berth.database, "UPDATE images SET baked_at = now() - interval '31 days'");

    ImageRecord next = baking.await(baking.upkeep().getFirst());

    assertThat(next.edition()).isEqualTo(2);
    assertThat(next.containerImage()).isEqualTo(old.containerImage());
    assertThat(next.current()).isTrue();
    assertThat(baking.ask().what()).isEqualTo(What.KEEP); // who asks now gets the new one
  }

  @Test
  void thePromotedImageIsWhatTheNextHostBootsFrom() {
    ImageRecord first = baking.baked("11.2.2");
    baking.baked();

    berth.registry.images().promote(first.id(), new Actor(new Requester("ops", null), null));
    core(berth.deploy("acme", "production"));

    assertThat(host().image()).isEqualTo(first.id());
  }

  @Test
  void anImageThatFailsThreeLaunchesInARowIsDemotedByItself() {
    ImageRecord image = baking.baked();
    berth.aws.faults().add(new Fault.DieWhilePending(3, "Server.InternalError"));

    core(berth.deploy("acme", "production"));

    assertThat(host().image()).isNull(); // the fourth instance booted from the stock image
    assertThat(host().instanceNumber()).isEqualTo(4);
    Event last = berth.registry.events().of("image/" + image.id()).getLast();
    assertThat(last.type()).isEqualTo(EventType.IMAGE_DEMOTED);
    assertThat(last.reason()).startsWith("3 launches failed in a row");
    ImageRecord another = baking.baked(); // asked for, as operating.md says
    assertThat(another.edition()).isEqualTo(image.edition() + 1);
    assertThat(another.current()).isTrue();
  }

  @Test
  void anImageThatSomebodyDeregisteredIsDemotedAndForgotten() {
    ImageRecord image = baking.baked();
    berth
        .clients
        .ec2(Berth.REGION)
        .deregisterImage(r -> r.imageId(image.amiId()).deleteAssociatedSnapshots(true));

    outside.answersOnlyToItsKey(core(berth.deploy("acme", "production")));

    assertThat(host().image()).isNull();
    ImageTask gone = baking.upkeep().getFirst();
    assertThat(gone.what()).isEqualTo(What.RETIRE);
    assertThat(baking.await(gone).state()).isEqualTo(ImageState.RETIRED);
  }

  @Test
  void theHostsOfAPoolBootFromTheCurrentImage() {
    ImageRecord image = baking.baked();
    berth
        .registry
        .pools()
        .set(Berth.REGION, Plan.DEDICATED, 1, 0, new Actor(new Requester("ops", null), null));
    List<String> hosts = berth.registry.pools().fill(Berth.REGION, Plan.DEDICATED);

    core(berth.deploy("acme", "production"));

    assertThat(host())
        .extracting(HostRecord::id, HostRecord::image)
        .containsExactly(hosts.getFirst(), image.id());
    await().atMost(Duration.ofSeconds(10)).untilAsserted(outside::leftNothingOver);
  }

  private HostRecord host() {
    assertThat(berth.registry.hosts().list()).hasSize(1);
    return berth.registry.hosts().list().getFirst();
  }
}
