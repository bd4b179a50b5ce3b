package dev.berth.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.berth.model.FailureType;
import dev.berth.workflows.operation.Failures;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class LogContextTest {
  private static final Logger LOG = LoggerFactory.getLogger("test.operation");
  private static final ch.qos.logback.classic.Logger ROOT =
      (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private TestWorkflowEnvironment temporal;

  @BeforeEach
  void start() {
    lines.start();
    ROOT.addAppender(lines);
    ROOT.setLevel(Level.INFO);
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(Workers.interceptors())
                        .build())
                .build());
    Worker worker = temporal.newWorker("test");
    worker.registerWorkflowImplementationTypes(TwoRuns.class);
    worker.registerActivitiesImplementations(new StumblingWork());
    temporal.start();
  }

  @AfterEach
  void stop() {
    temporal.close();
    ROOT.detachAppender(lines);
    ROOT.setLevel(Level.WARN);
  }

  @Test
  void aLineOfAnActivitySaysOperationSubjectAndStep() {
    String operation = runToItsEnd();

    assertThat(lines("working"))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line.getMDCPropertyMap())
                    .contains(
                        entry("operation", operation),
                        entry("subject", "core/acme/production"),
                        entry("step", "Work")));
  }

  @Test
  void aLineOfAWorkflowSaysOperationAndSubjectInEveryRunOfIt() {
    String operation = runToItsEnd();

    assertThat(lines("deciding"))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line.getMDCPropertyMap())
                    .contains(
                        entry("operation", operation), entry("subject", "core/acme/production")));
  }

  @Test
  void anAttemptThatFailsIsOneLineWithItsTypeAndNoStackTrace() {
    runToItsEnd();

    assertThat(lines("failed"))
        .filteredOn(line -> line.getThrowableProxy() == null)
        .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
        .containsExactly(
            tuple(
                Level.WARN,
                "Work failed, attempt 1: throttled: RequestLimitExceeded: too many calls"),
            tuple(Level.WARN, "Work failed, attempt 2: transient: try again"));
  }

  @Test
  void aBugKeepsItsStackTrace() {
    runToItsEnd();

    assertThat(lines("failed"))
        .filteredOn(line -> line.getThrowableProxy() != null)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getFormattedMessage()).isEqualTo("Work failed, attempt 3");
              assertThat(line.getThrowableProxy().getMessage()).isEqualTo("a bug");
            });
  }

  private String runToItsEnd() {
    Runs runs =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                Runs.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("core/acme/production")
                    .setTaskQueue("test")
                    .build());
    String firstRun = WorkflowClient.start(runs::run, 1).getRunId();
    WorkflowStub.fromTyped(runs).getResult(Void.class);
    return firstRun;
  }

  private List<ILoggingEvent> lines(String containing) {
    return List.copyOf(lines.list).stream()
        .filter(line -> line.getFormattedMessage().contains(containing))
        .filter(line -> !line.getLoggerName().startsWith("io.temporal."))
        .toList();
  }

  /** Runs, and continues as new. */
  @WorkflowInterface
  public interface Runs {
    @WorkflowMethod
    void run(int number);
  }

  /** Works once in each of two runs. */
  public static final class TwoRuns implements Runs {
    private final Work work =
        Workflow.newActivityStub(
            Work.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

    @Override
    public void run(int number) {
      LOG.info("deciding");
      work.work(number);
      if (number == 1) {
        Workflow.continueAsNew(2);
      }
    }
  }

  /** One activity. */
  @ActivityInterface
  public interface Work {
    void work(int number);
  }

  /** Fails in three ways in the first run, and then does not. */
  public static final class StumblingWork implements Work {
    @Override
    public void work(int number) {
      LOG.info("working");
      if (number == 1) {
        switch (Activity.getExecutionContext().getInfo().getAttempt()) {
          case 1 ->
              throw Ec2Exception.builder()
                  .awsErrorDetails(
                      AwsErrorDetails.builder()
                          .errorCode("RequestLimitExceeded")
                          .errorMessage("too many calls")
                          .build())
                  .build();
          case 2 -> throw Failures.retryable(FailureType.TRANSIENT, "try again", null);
          case 3 -> throw new IllegalArgumentException("a bug");
          default -> {}
        }
      }
    }
  }
}
