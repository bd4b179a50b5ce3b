package dev.berth.local.chaos;

import dev.berth.local.chaos.Sighting.Moment;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.locks.LockSupport;

/** Tells of every attempt, and waits for its death when it is told so. */
final class Telling extends WorkerInterceptorBase {
  static final String DIE = "die";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI watch;

  Telling(URI watch) {
    this.watch = watch;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private ActivityInfo info;

      @Override
      public void init(ActivityExecutionContext context) {
        info = context.getInfo();
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        tell(sighting(Moment.START, info));
        try {
          return super.execute(input);
        } finally {
          tell(sighting(Moment.END, info));
        }
      }
    };
  }

  private static Sighting sighting(Moment moment, ActivityInfo info) {
    return new Sighting(
        ProcessHandle.current().pid(),
        moment,
        info.getWorkflowRunId(),
        info.getActivityId(),
        info.getActivityType(),
        info.getActivityTaskQueue().equals(TaskQueues.WAITS));
  }

  private void tell(Sighting sighting) {
    boolean interrupted = Thread.interrupted(); // a cancelled attempt is told of, too
    try {
      HttpRequest request = HttpRequest.newBuilder(watch.resolve(Watch.query(sighting))).build();
      if (http.send(request, BodyHandlers.ofString()).body().equals(DIE)) {
        while (true) {
          LockSupport.park();
          Thread.interrupted(); // else it would not wait
        }
      }
    } catch (IOException nobodyListens) {
      // Chaos is over, and this worker with it.
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
