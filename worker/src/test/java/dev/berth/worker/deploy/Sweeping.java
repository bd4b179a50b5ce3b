package dev.berth.worker.deploy;

import static org.awaitility.Awaitility.await;

import dev.berth.activities.host.LaunchToken;
import dev.berth.activities.settings.Settings;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.replacement.ReplaceRequest;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Sweeps by hand, and the disorder that is swept. */
final class Sweeping {
  private static final Requester TESTER = new Requester("test", "request-1");

  private static int ids;

  private final Berth berth;

  Sweeping(Berth berth) {
    this.berth = berth;
  }

  /** One pass; what an earlier pass saw is due at once. */
  SweepReport pass() {
    return run(start(false, Duration.ZERO, null));
  }

  /** Passes until one sees something. */
  void untilSomethingDiffers() {
    // A pass whose first task went to a worker that was just stopped takes 10 s longer.
    await().atMost(Duration.ofMinutes(1)).until(() -> !pass().findings().isEmpty());
  }

  /** One pass that only tells. */
  SweepReport dryRun() {
    return run(start(true, Duration.ZERO, null));
  }

  /** What the second of two passes did. */
  SweepReport twice() {
    pass();
    return pass();
  }

  static SweepReport run(WorkflowStub pass) {
    return pass.getResult(SweepReport.class);
  }

  WorkflowStub start(boolean dryRun, Duration minAge, Integer limit) {
    return start(new SweepRequest(Berth.REGION, dryRun, minAge, limit, null, TESTER));
  }

  /** One pass that retires packed hosts which stay empty for so long. */
  SweepReport empties(Duration after) {
    return run(start(new SweepRequest(Berth.REGION, false, Duration.ZERO, null, after, TESTER)));
  }

  /** As the schedule does: each pass has an id of its own. */
  private WorkflowStub start(SweepRequest request) {
    WorkflowStub pass =
        berth.temporal.newUntypedWorkflowStub(
            request.kind().workflowType(),
            Launcher.options(request).setWorkflowId("sweep/test-" + ++ids).build());
    pass.start(request);
    return pass;
  }

  WorkflowStub retire(String hostId) {
    return retire(hostId, Plan.DEDICATED, false);
  }

  WorkflowStub retire(HostRecord host, boolean settledToo) {
    return retire(host.id(), host.plan(), settledToo);
  }

  private WorkflowStub retire(String hostId, Plan plan, boolean settledToo) {
    return berth.launch(
        new RetireRequest(hostId, Berth.REGION, plan, "a test", TESTER, settledToo));
  }

  /** Starts the replacement of whichever instance embodies a host. */
  WorkflowStub replace(HostRecord host) {
    return berth.launch(new ReplaceRequest(request(host), null, "a test", TESTER));
  }

  /** Starts the launch of a host, or joins it. */
  void ensure(String hostId) {
    var _ =
        new Launcher(berth.temporal)
            .launch(request(berth.registry.hosts().find(hostId).orElseThrow()));
  }

  private static HostRequest request(HostRecord host) {
    return new HostRequest(host.id(), host.region(), host.plan());
  }

  /** The outcome of the only finding of this kind. */
  static String outcome(SweepReport report, Finding.Kind kind) {
    List<String> outcomes =
        report.findings().stream().filter(f -> f.kind() == kind).map(Finding::outcome).toList();
    if (outcomes.size() != 1) {
      throw new AssertionError("not one finding of kind " + kind + " in " + report);
    }
    return outcomes.getFirst();
  }

  /** A host that failed, whose instance was left behind. */
  String leftBehind(String hostId) {
    berth.addHost(hostId);
    sql(
        "UPDATE hosts SET state = 'failed', settled_at = now(), instance_number = 1 WHERE id = '%s'",
        hostId);
    operation("op-" + hostId, hostId);
    return launch(tags(hostId, 1, "op-" + hostId));
  }

  /** An operation that has ended, as the registry remembers it. */
  void operation(String id, String hostId) {
    sql(
        """
        INSERT INTO operations (id, workflow_id, kind, host_id, region, plan, requester, state, finished_at)
        VALUES ('%s', 'host/%s', 'launch-host', '%s', 'us-east-1', 'dedicated', 'test', 'left', now())
        """,
        id, hostId, hostId);
  }

  /** The tags that Berth gives to an instance. */
  Map<String, String> tags(String hostId, int number, String operationId) {
    return Map.of(
        "berth:installation",
        berth.installation,
        "berth:host",
        hostId,
        "berth:instance-number",
        Integer.toString(number),
        "berth:operation",
        operationId,
        "berth:plan",
        "dedicated");
  }

  /** Launches an instance as Berth did, and returns its id. */
  String launch(Map<String, String> tags) {
    var region = berth.settings.region(Berth.REGION);
    Map<String, String> all = new HashMap<>(tags);
    all.put("managed-by", "berth");
    all.put("Name", "berth-%s-%s".formatted(berth.installation, tags.get("berth:host")));
    return launch(
        tags,
        LaunchToken.of(
            new InstanceRequest.Launch(
                null,
                0,
                region.name(),
                region.zones().getFirst().name(),
                region.zones().getFirst().subnetId(),
                "t3.small",
                image(),
                region.securityGroupId(),
                region.instanceProfile(),
                all,
                null)));
  }

  /** Launches an instance past Berth, and returns its id. */
  String launch(Map<String, String> tags, String clientToken) {
    TagSpecification tagged =
        TagSpecification.builder()
            .resourceType(ResourceType.INSTANCE)
            .tags(
                tags.entrySet().stream()
                    .map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build())
                    .toList())
            .build();
    var region = berth.settings.region(Berth.REGION);
    return berth
        .clients
        .launches(Berth.REGION)
        .runInstances(
            r ->
                r.minCount(1)
                    .maxCount(1)
                    .clientToken(clientToken)
                    .instanceType("t3.small")
                    .imageId(image())
                    .subnetId(region.zones().getFirst().subnetId())
                    .tagSpecifications(tagged))
        .instances()
        .getFirst()
        .instanceId();
  }

  private String image() {
    return berth
        .clients
        .ssm(Berth.REGION)
        .getParameter(r -> r.name(berth.settings.region(Berth.REGION).baseImage()))
        .parameter()
        .value();
  }

  /** Somebody terminates an instance past Berth; returns when nothing answers there any more. */
  void terminate(String instanceId) {
    String address =
        berth.aws.snapshot().alive().stream()
            .filter(i -> i.id().equals(instanceId))
            .findFirst()
            .orElseThrow()
            .privateIp();
    berth.clients.ec2(Berth.REGION).terminateInstances(r -> r.instanceIds(instanceId));
    // The next instance may get the same address.
    IntStream.range(Settings.FIRST_PORT, Settings.FIRST_PORT + 7)
        .forEach(port -> await().until(() -> refuses(address, port)));
  }

  private static boolean refuses(String address, int port) {
    try (Socket _ = new Socket(address, port)) {
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  void sql(String statement, Object... values) {
    execute(berth.database, statement.formatted(values));
  }

  static void execute(javax.sql.DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean alive(String instanceId) {
    return berth.aws.snapshot().alive().stream().anyMatch(i -> i.id().equals(instanceId));
  }
}
