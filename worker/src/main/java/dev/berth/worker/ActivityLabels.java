package dev.berth.worker;

import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.operation.Order;
import dev.berth.workflows.pool.PoolTask;
import dev.berth.workflows.sweep.Finding;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Labels each activity in Temporal's UI with what it works on: a host, an instance, an address, a
 * slot. Without any of these the subject of the operation stays the label. Labels are no part of
 * what a replay compares.
 */
final class ActivityLabels extends WorkerInterceptorBase {
  /** Ids of hosts, instances and AMIs, and addresses with or without a port. */
  private static final Pattern NAMES_SOMETHING =
      Pattern.compile("h[0-9a-f]{11}|(i|ami)-[0-9a-f]+|\\d+(\\.\\d+){3}(:\\d+)?");

  /** In characters of up to three bytes: Temporal refuses a label of more than 400 bytes. */
  private static final int LONGEST = 100;

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor calls) {
        super.init(
            new WorkflowOutboundCallsInterceptorBase(calls) {
              @Override
              public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
                return super.executeActivity(labelled(input));
              }
            });
      }
    };
  }

  private static <R> WorkflowOutboundCallsInterceptor.ActivityInput<R> labelled(
      WorkflowOutboundCallsInterceptor.ActivityInput<R> input) {
    String label = of(input.getArgs());
    return label.isEmpty()
        ? input
        : new WorkflowOutboundCallsInterceptor.ActivityInput<>(
            input.getActivityName(),
            input.getResultClass(),
            input.getResultType(),
            input.getArgs(),
            ActivityOptions.newBuilder(input.getOptions()).setSummary(label).build(),
            input.getHeader());
  }

  /** What these arguments of an activity name; empty when none of them names anything. */
  static String of(Object... arguments) {
    String label =
        Arrays.stream(arguments)
            .flatMap(ActivityLabels::words)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(", "));
    return label.substring(0, Math.min(label.length(), LONGEST));
  }

  private static Stream<String> words(Object argument) {
    return switch (argument) {
      case Deployment core ->
          Stream.of(core.placement().hostId(), "slot " + core.placement().slot());
      case Host host -> Stream.of(host.hostId(), host.instanceId(), host.address());
      case InstanceRequest.Start start -> Stream.of(start.hostId(), start.instanceId());
      case InstanceRequest instance ->
          Stream.of(
              instance.hostId(),
              "instance number " + instance.instanceNumber(),
              "%s in %s".formatted(instance.instanceType(), instance.zone()));
      case Order.OnHost order -> Stream.of(order.hostId());
      case Order.OnImage order -> Stream.of(order.imageId());
      case ImagePlan image -> Stream.of(image.imageId());
      case PoolTask task -> Stream.of(task.hostId(), task.why());
      case Finding finding -> Stream.of(finding.kind().word(), finding.what());
      case String text when NAMES_SOMETHING.matcher(text).matches() -> Stream.of(text);
      case null, default -> Stream.empty();
    };
  }
}
