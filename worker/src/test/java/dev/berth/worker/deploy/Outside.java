package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.audit.Leftovers;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.account.AccountSnapshot.CommandEntry;
import dev.berth.simulator.fault.Fault;
import dev.berth.simulator.standin.CoreAnswer;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.host.Host;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;

/** What can be seen of an installation from outside, and what can be made to go wrong there. */
final class Outside {
  private final Berth berth;

  Outside(Berth berth) {
    this.berth = berth;
  }

  // What must hold.

  Outside launchedExactly(int instances) {
    assertThat(snapshot().instances()).hasSize(instances);
    return this;
  }

  void leftNothingOver() {
    assertThat(
            Leftovers.of(
                    snapshot(),
                    berth.installation,
                    berth.registry,
                    Servers.postgres().dataSource("postgres"))
                .found())
        .isEmpty();
  }

  void hasNothing() {
    assertThat(snapshot().alive()).isEmpty();
    hasNoTraceOfCores();
  }

  void hasNoTraceOfCores() {
    leftNothingOver();
    assertThat(berth.registry.cores().list()).isEmpty();
    assertThat(berth.registry.hosts().list()).allSatisfy(host -> assertThat(host.used()).isZero());
  }

  /** How often AWS was called so. */
  long calls(String operation) {
    return snapshot().calls().getOrDefault(operation, 0L);
  }

  /** The core itself, asked at its address. */
  void answersOnlyToItsKey(Core core) {
    String key = secret(core, "apiKey");
    assertThat(CoreAnswer.status(core.address(), key)).isEqualTo(200);
    assertThat(CoreAnswer.status(core.address(), key + "x")).isEqualTo(401);
  }

  /**
   * Searched for wherever people and programs can read: the text of every history, command and
   * registry row.
   */
  void showsNoSecretOf(Core... cores) {
    List<String> secrets =
        Stream.of(cores)
            .flatMap(c -> Stream.of(secret(c, "apiKey"), secret(c, "databasePassword")))
            .toList();
    String commands =
        snapshot().commands().stream().map(CommandEntry::text).collect(Collectors.joining("\n"));
    String histories = histories();
    String rows = registryRows();
    assertThat(List.of(histories, rows))
        .allSatisfy(text -> assertThat(text).contains(cores[0].coreId()));
    assertThat(commands).contains("docker run");
    secrets.forEach(secret -> assertThat((commands + histories + rows).contains(secret)).isFalse());
  }

  private String histories() {
    return berth
        .temporal
        .listExecutions("")
        .map(run -> run.getExecution())
        .map(run -> berth.temporal.fetchHistory(run.getWorkflowId(), run.getRunId()))
        .flatMap(history -> history.getEvents().stream())
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  private String registryRows() {
    return List.of("cores", "hosts", "placements", "operations", "events", "database_servers")
        .stream()
        .flatMap(
            table ->
                query(berth.database, "SELECT row_to_json(t)::text FROM " + table + " t").stream())
        .collect(Collectors.joining("\n"));
  }

  private AccountSnapshot snapshot() {
    return berth.aws.snapshot();
  }

  /** What a script on a host prints, without Berth in between. */
  String onHost(Host host, String script) {
    SsmClient ssm = berth.clients.ssm(host.region());
    String id =
        ssm.sendCommand(
                r ->
                    r.documentName("AWS-RunShellScript")
                        .instanceIds(host.instanceId())
                        .timeoutSeconds(3600)
                        .parameters(Map.of("commands", List.of(script))))
            .command()
            .commandId();
    return await()
        .ignoreExceptionsInstanceOf(InvocationDoesNotExistException.class)
        .until(
            () -> ssm.getCommandInvocation(r -> r.commandId(id).instanceId(host.instanceId())),
            answer -> answer.status() == CommandInvocationStatus.SUCCESS)
        .standardOutputContent()
        .strip();
  }

  String secret(Core core, String field) {
    return berth.secrets.find(Berth.REGION, core.keyReference()).orElseThrow().get(field);
  }

  static List<String> query(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  // What can be made to go wrong.

  private static final Fault NOBODY_SEES_AGENTS =
      new Fault.Fail(
          "DescribeInstanceInformation", Integer.MAX_VALUE, "ThrottlingException", 400, List.of());

  void agentsStayAway() {
    berth.aws.faults().add(NOBODY_SEES_AGENTS);
  }

  void agentsComeOnline() {
    berth.aws.faults().clear();
  }

  void awaitLaunches(int instances) {
    await()
        .atMost(Duration.ofMinutes(1)) // a cold JVM on a busy computer
        .until(() -> snapshot().instances().size() == instances);
  }

  void loseTheAnswerTo(String operation) {
    berth.aws.faults().loseNextAnswers(1, operation);
  }

  void noCapacityInTwoOfThreeZones() {
    berth.aws.faults().outOfCapacity("t2.micro", "us-east-1a");
    berth.aws.faults().outOfCapacity("t2.micro", "us-east-1b");
  }

  void nextInstanceDies() {
    berth.aws.faults().add(new Fault.DieWhilePending(1, "Server.InternalError"));
  }
}
