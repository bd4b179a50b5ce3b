package dev.berth.workflows;

import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Note;
import dev.berth.workflows.operation.Operations;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Activities that note their calls, in order, and can be told to answer differently. */
final class Mocks implements Operations {
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Ending> endings = new CopyOnWriteArrayList<>();
  private final Map<String, Runnable> answers = new ConcurrentHashMap<>();

  /** The named call does this instead; may throw. */
  void when(String call, Runnable instead) {
    answers.put(call, instead);
  }

  /** The named call fails for good, the first time. */
  void failOnce(String call, FailureType type) {
    AtomicBoolean failed = new AtomicBoolean();
    when(
        call,
        () -> {
          if (failed.compareAndSet(false, true)) {
            throw type.terminal("a test", null);
          }
        });
  }

  void note(String call) {
    calls.add(call);
    answers.getOrDefault(call, () -> {}).run();
  }

  @Override
  public void close(Ending ending) {
    note("close");
    endings.add(ending);
  }

  @Override
  public void note(Note note) {
    // The event log is the registry's own.
  }

  @Override
  public void awaitThaw(String region) {
    note("thaw");
  }

  /** A time-skipping server with a worker that runs this workflow over these activities. */
  Running running(Class<?> workflow, Object... activities) {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    BerthAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(options.build());
    for (String queue : List.of(TaskQueues.CALLS, TaskQueues.WAITS)) {
      Worker worker = temporal.newWorker(queue);
      worker.registerActivitiesImplementations(this);
      worker.registerActivitiesImplementations(activities);
      if (queue.equals(TaskQueues.CALLS)) {
        worker.registerWorkflowImplementationTypes(workflow);
      }
    }
    temporal.start();
    return new Running(temporal);
  }

  /** The server. */
  record Running(TestWorkflowEnvironment temporal) implements AutoCloseable {
    <T> T stub(Class<T> workflow, String id) {
      return temporal
          .getWorkflowClient()
          .newWorkflowStub(
              workflow,
              WorkflowOptions.newBuilder()
                  .setWorkflowId(id)
                  .setTaskQueue(TaskQueues.CALLS)
                  .build());
    }

    @Override
    public void close() {
      temporal.close();
    }
  }
}
