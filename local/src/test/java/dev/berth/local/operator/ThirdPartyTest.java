package dev.berth.local.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.cli.Main;
import dev.berth.client.BerthClient;
import dev.berth.client.api.OperationView;
import dev.berth.local.world.World;
import dev.berth.local.world.WorldOptions;
import dev.berth.servers.Needs;
import dev.berth.simulator.fault.Fault;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another client of Temporal does to a run, and what every view says of its core then. */
class ThirdPartyTest {
  private static final Fault DENIED =
      new Fault.Fail("PutParameter", Integer.MAX_VALUE, "AccessDeniedException", 400, List.of());
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static World world;
  private static BerthClient berth;
  private static WorkflowServiceStubs temporal;

  private record Ran(int code, String out, String err) {}

  @BeforeAll
  static void start() {
    Needs.packagedWorker();
    world = World.start(WorldOptions.of(folder, 100));
    berth = world.client("test");
    temporal =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(world.temporalAddress()).build());
  }

  @AfterAll
  static void stop() {
    if (world != null) {
      temporal.shutdownNow();
      world.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "terminate, held, absent, left",
    "cancel, held, absent, unwound",
    "reset, held, deploying, held",
    "delete, held, absent, left",
    "reset, ready, ready, ready",
    "delete, ready, ready, ready"
  })
  void allViewsSayTheSameAfterwards(String did, String before, String core, String operation) {
    String customer = did + "-" + before;
    OperationView running = deployed(customer, before);

    act(did, running);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode shown = json("show", customer, "development");
              assertThat(shown.at("/operation/state").asText()).isEqualTo(operation);
              assertThat(shown.at("/core/state").asText()).isEqualTo(core);
              assertThat(json("operations", "--customer", customer).at("/operations/0/state"))
                  .isEqualTo(shown.at("/operation/state"));
              assertThat(json("why", customer, "development").get("state"))
                  .isEqualTo(shown.at("/operation/state"));
              JsonNode listed = json("list", "--customer", customer).at("/cores/0");
              if (operation.equals("unwound")) {
                assertThat(listed.isMissingNode()).isTrue();
              } else {
                assertThat(listed.get("state")).isEqualTo(shown.at("/core/state"));
                assertThat(listed.path("operationState").asText(core)).isEqualTo(operation);
              }
              assertThat(shown.at("/operation/id").asText()).isEqualTo(running.id());
            });
    everyPrintedCommandCanBePasted(customer);
  }

  @Test
  void aRegionIsExplainedToo() {
    deployed("region", "held");

    Ran why = run("why", "us-east-1");

    assertThat(why.code()).as(why.err()).isZero();
    assertThat(why.out()).contains("us-east-1 is not frozen.", "berth retry --all");
    pasted(why);
  }

  private static void everyPrintedCommandCanBePasted(String customer) {
    Ran why = run("why", customer, "development");

    assertThat(why.code()).as(why.err()).isZero();
    pasted(why);
  }

  /** A verb may be refused, because one before it was taken; a typing error it is not. */
  private static void pasted(Ran why) {
    why.out()
        .lines()
        .filter(line -> line.startsWith("  berth "))
        .map(line -> line.strip().split(" "))
        .forEach(
            words -> {
              String[] command = Stream.of(words).skip(1).toArray(String[]::new);
              boolean asks = List.of("abort", "cancel").contains(command[0]) || all(command);
              Ran ran = asks ? run(with("--yes", command)) : run(command);
              assertThat(ran.code()).as(String.join(" ", words) + ran.err()).isIn(0, 3, 5, 6);
            });
  }

  private static boolean all(String... words) {
    return List.of(words).contains("--all");
  }

  private static OperationView deployed(String customer, String state) {
    world.aws().faults().clear();
    if (state.equals("held")) {
      world.aws().faults().add(DENIED);
    }
    var _ = berth.deploy(customer, "development");
    return await()
        .atMost(PATIENCE)
        .until(
            () -> berth.core(customer, "development").orElseThrow().operation(),
            operation -> operation.state().equals(state));
  }

  private static void act(String did, OperationView operation) {
    WorkflowExecution run =
        WorkflowExecution.newBuilder()
            .setWorkflowId(operation.temporal().workflowId())
            .setRunId(operation.temporal().runId())
            .build();
    switch (did) {
      case "terminate" ->
          WorkflowClient.newInstance(temporal)
              .newUntypedWorkflowStub(run.getWorkflowId())
              .terminate("a test");
      case "cancel" ->
          WorkflowClient.newInstance(temporal).newUntypedWorkflowStub(run.getWorkflowId()).cancel();
      case "reset" -> {
        var _ =
            temporal
                .blockingStub()
                .resetWorkflowExecution(
                    ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setWorkflowExecution(run)
                        .setWorkflowTaskFinishEventId(4)
                        .setReason("a test")
                        .setRequestId(UUID.randomUUID().toString())
                        .build());
      }
      case "delete" -> {
        var _ =
            temporal
                .blockingStub()
                .deleteWorkflowExecution(
                    DeleteWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setWorkflowExecution(run)
                        .build());
      }
      default -> throw new IllegalArgumentException(did);
    }
  }

  private static JsonNode json(String... words) throws Exception {
    Ran ran = run(with("--json", words));
    assertThat(ran.code()).as(String.join(" ", words) + ": " + ran.err()).isZero();
    return JSON.readTree(ran.out());
  }

  private static String[] with(String word, String... words) {
    return Stream.concat(Stream.of(words), Stream.of(word)).toArray(String[]::new);
  }

  private static Ran run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all =
        Stream.of(Stream.of(words), Stream.of("--url", world.api().toString()))
            .flatMap(part -> part)
            .toArray(String[]::new);
    Map<String, String> key = Map.of("BERTH_KEY", world.key());
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), false, key, all);
    return new Ran(code, out.toString(), err.toString());
  }
}
