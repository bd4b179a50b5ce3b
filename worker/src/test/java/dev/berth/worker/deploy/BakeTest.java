package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.host.HostRecord;
import dev.berth.registry.image.ImageRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.ImageTask.What;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images, baked by the whole system, and used. */
class BakeTest {
  private Berth berth;
  private Outside outside;
  private Baking baking;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.start().withWorker();
    outside = new Outside(berth);
    baking = new Baking(berth);
  }

  @AfterEach
  void end() throws IOException {
    berth.close();
  }

  @Test
  void aCoreLandsOnABakedHostAndNothingIsInstalled() {
    ImageRecord image = baking.baked();
    assertThat(image.current()).isTrue();
    outside.launchedExactly(2).leftNothingOver(); // builder and prover, both gone
    assertThat(berth.registry.hosts().list()).isEmpty();

    Core core = core(berth.deploy("acme", "production"));

    outside.answersOnlyToItsKey(core);
    HostRecord host = berth.registry.hosts().list().getFirst();
    assertThat(host.amiId()).isEqualTo(image.amiId());
    assertThat(host.image()).isEqualTo(image.id());
    assertThat(outside.onHost(host(host), "cat \"$BERTH_ROOT/var/lib/berth/prepared\""))
        .isEqualTo("docker present, image present");
    assertThat(receipt(host)).contains("boots from image " + image.id());
    assertThat(berth.registry.images().find(image.id()).orElseThrow().hosts()).isEqualTo(1);
    outside.leftNothingOver();
  }

  @Test
  void withoutAnImageAHostBootsFromTheStockImageAndTheReceiptSaysSo() {
    core(berth.deploy("acme", "production"));

    HostRecord host = berth.registry.hosts().list().getFirst();
    assertThat(host.image()).isNull();
    assertThat(receipt(host)).contains("boots from the stock image " + host.amiId());
    assertThat(outside.onHost(host(host), "cat \"$BERTH_ROOT/var/lib/berth/prepared\""))
        .isEqualTo("docker installed, image pulled");
  }

  @Test
  void noHostIsAClone() {
    baking.baked();
    core(berth.deploy("acme", "production"));
    core(berth.deploy("umbrella", "production"));

    assertThat(berth.registry.hosts().list())
        .extracting(
            host ->
                outside.onHost(
                    host(host),
                    "cd \"$BERTH_ROOT\" && cat etc/machine-id etc/ssh/ssh_host_ed25519_key"
                        + " var/lib/docker/engine-id"))
        .doesNotHaveDuplicates();
    assertThat(berth.registry.hosts().list())
        .allSatisfy(
            host ->
                assertThat(
                        outside.onHost(
                            host(host),
                            "cd \"$BERTH_ROOT\" && cat var/lib/cloud/data/instance-id"
                                + " var/lib/amazon/ssm/runtimeconfig/identity_config.json"))
                    .isEqualTo(host.instanceId() + "\n" + host.instanceId()));
  }

  @Test
  void theSameInputsAreBakedOnce() {
    ImageTask first = baking.ask();
    ImageTask second = baking.ask();

    assertThat(first.what()).isEqualTo(What.BAKE);
    assertThat(second.operationId()).isEqualTo(first.operationId());
    ImageRecord image = baking.await(first);
    assertThat(baking.ask())
        .extracting(ImageTask::what, task -> task.plan().imageId())
        .containsExactly(What.KEEP, image.id());
    outside.launchedExactly(2).leftNothingOver();
    assertThat(berth.aws.snapshot().images()).hasSize(1);
  }

  @Test
  void theNextImageTakesTheRegionOver() {
    ImageRecord first = baking.baked("11.2.3");
    ImageRecord second = baking.baked("11.2.4");

    assertThat(berth.registry.images().list())
        .extracting(ImageRecord::id, ImageRecord::current)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(second.id(), true),
            org.assertj.core.groups.Tuple.tuple(first.id(), false));
    assertThat(berth.registry.events().of("image/" + second.id()))
        .extracting(event -> event.type().word())
        .containsExactly("image.baking", "image.current");
  }

  private static Host host(HostRecord host) {
    return new Host(host.id(), host.region(), host.instanceId(), host.address());
  }

  private String receipt(HostRecord host) {
    return berth
        .registry
        .operations()
        .find(host.operationId())
        .map(Operation::receipt)
        .orElseThrow();
  }
}
