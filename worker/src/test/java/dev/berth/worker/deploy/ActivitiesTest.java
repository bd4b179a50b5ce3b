package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.model.CoreKey;
import dev.berth.model.FailureType;
import dev.berth.model.Placement;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.Cores;
import dev.berth.workflows.core.Databases;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Placed;
import dev.berth.workflows.core.Secrets;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.Failures;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The activities of one core by hand, beside a core that a workflow deployed on the same host. */
class ActivitiesTest {
  private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();
  private Berth berth;
  private Outside outside;
  private Core neighbour;
  private Host host;
  private Deployment core;
  private Cores cores;

  @BeforeEach
  void aCoreThatIsReadyToBeStarted() throws IOException {
    berth = Berth.start().withWorker();
    outside = new Outside(berth);
    neighbour = core(berth.deploy("neighbour", "development"));
    HostRecord record = berth.registry.hosts().list().getFirst();
    host = new Host(record.id(), record.region(), record.instanceId(), record.address());

    activities.registerActivitiesImplementations(berth.activities());
    cores = activities.newActivityStub(Cores.class);
    CoreKey key = new CoreKey("acme", "development");
    DeployRequest request =
        new DeployRequest(key, Berth.REGION, Plan.PACKED, null, new Requester("test", null));
    String operationId = UUID.randomUUID().toString();
    Placed.Slot placed =
        (Placed.Slot) activities.newActivityStub(CoreRegistry.class).place(request, operationId);
    core = new Deployment(request, operationId, placed.placement());
    activities.newActivityStub(Secrets.class).create(core);
    activities.newActivityStub(Databases.class).create(core);
  }

  @AfterEach
  void end() throws IOException {
    activities.close();
    berth.close();
  }

  @Test
  void startingTwiceIsOneContainer() {
    String address = cores.start(core, host);

    assertThat(cores.start(core, host)).isEqualTo(address);
    assertThat(containers()).isEqualTo("1");
    cores.check(core, address);
  }

  @Test
  void aStartThatArrivesAfterItsRemovalIsRefused() {
    cores.start(core, host);
    cores.remove(core, host);
    cores.remove(core, host);

    fails(() -> cores.start(core, host), FailureType.SUPERSEDED);
    assertThat(containers()).isEqualTo("0");
  }

  @Test
  void aRemovalThatOvertakesItsStartWins() {
    cores.remove(core, host);

    fails(() -> cores.start(core, host), FailureType.SUPERSEDED);
    assertThat(containers()).isEqualTo("0");
  }

  @Test
  void aPortTakenByAnotherCoreIsNeitherStartedNorReportedHealthy() {
    Placement p = core.placement();
    int slotOfNeighbour = berth.registry.cores().find(neighbour.coreId()).orElseThrow().slot();
    Deployment clash =
        new Deployment(
            core.request(),
            core.operationId(),
            new Placement(
                p.coreId(),
                p.generation(),
                p.secretRevision(),
                p.hostId(),
                slotOfNeighbour,
                p.state(),
                p.databaseServer(),
                p.connections(),
                p.containerImage(),
                p.memoryMegabytes()));

    fails(() -> cores.start(clash, host), FailureType.SCRIPT_FAILED);
    fails(() -> cores.check(clash, neighbour.address()), FailureType.WRONG_CORE);
    outside.answersOnlyToItsKey(neighbour);
  }

  @Test
  void secretsAreMadeOnceAndEveryUndoMayRunTwice() {
    Secrets secrets = activities.newActivityStub(Secrets.class);
    Databases databases = activities.newActivityStub(Databases.class);
    String name = secrets.create(core);
    var first = berth.secrets.find(Berth.REGION, name);
    secrets.create(core);
    assertThat(berth.secrets.find(Berth.REGION, name)).isEqualTo(first);

    databases.create(core);
    databases.drop(core);
    databases.drop(core);
    secrets.delete(core);
    secrets.delete(core);
    CoreRegistry registry = activities.newActivityStub(CoreRegistry.class);
    registry.release(core.request(), core.operationId());
    registry.release(core.request(), core.operationId());

    outside.leftNothingOver();
    outside.answersOnlyToItsKey(neighbour);
  }

  @Test
  void aDatabaseThatAnotherOperationMadeIsAdoptedAndNotDropped() {
    Deployment later =
        new Deployment(core.request(), UUID.randomUUID().toString(), core.placement());
    Databases databases = activities.newActivityStub(Databases.class);
    databases.create(later);

    databases.drop(later);

    cores.check(core, cores.start(core, host));
  }

  private String containers() {
    return outside.onHost(
        host,
        "docker ps -a -q --filter label=berth.core=" + core.placement().coreId() + " | wc -l");
  }

  /** The test environment retries as a worker does, so only a definite answer comes through. */
  private static void fails(ThrowingCallable call, FailureType type) {
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                        ActivityFailure.class,
                        failure -> assertThat(Failures.type(failure)).isEqualTo(type)));
  }
}
