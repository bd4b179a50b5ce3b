package dev.berth.simulator.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.account.Command;
import dev.berth.simulator.account.Invocation;
import dev.berth.simulator.account.InvocationStatus;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Commands and invocations as Systems Manager describes them. */
final class CommandJson {

  private static final int LONGEST_PLUGIN_OUTPUT = 2_500;

  private CommandJson() {}

  /** The command that a request names. */
  static Command required(RegionState region, JsonNode request) {
    return region
        .command(Request.required(request, "CommandId"))
        .orElseThrow(() -> AwsError.refused("InvalidCommandId", "The command is not known."));
  }

  static Map<String, ?> command(RegionState region, Command command, Instant now) {
    InvocationStatus status = region.status(command, now);
    List<InvocationStatus> each =
        region.invocations(command).stream().map(i -> i.status(command, now)).toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("CommandId", command.id());
    json.put("DocumentName", command.document());
    json.put("Comment", command.comment());
    json.put("InstanceIds", command.instanceIds());
    json.put("Parameters", parameters(command));
    json.put("RequestedDateTime", Json.seconds(command.requestedAt()));
    json.put("ExpiresAfter", Json.seconds(command.deliveryEndsAt()));
    json.put("TimeoutSeconds", command.deliveryTimeout().toSeconds());
    json.put("Status", status.label());
    json.put("StatusDetails", status.details());
    json.put("TargetCount", each.size());
    json.put("CompletedCount", count(each, InvocationStatus::isFinal));
    json.put(
        "ErrorCount",
        count(
            each, s -> s == InvocationStatus.FAILED || s == InvocationStatus.EXECUTION_TIMED_OUT));
    json.put("DeliveryTimedOutCount", count(each, s -> s == InvocationStatus.DELIVERY_TIMED_OUT));
    return json;
  }

  private static long count(List<InvocationStatus> each, Predicate<InvocationStatus> which) {
    return each.stream().filter(which).count();
  }

  private static Map<String, List<String>> parameters(Command command) {
    return Map.of(
        "commands",
        command.lines(),
        "executionTimeout",
        List.of(String.valueOf(command.executionTimeout().toSeconds())));
  }

  /** As ListCommandInvocations tells it; only with details there is any output. */
  static Map<String, ?> invocation(
      Command command, Invocation invocation, Instant now, boolean details) {
    InvocationStatus status = invocation.status(command, now);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("CommandId", command.id());
    json.put("InstanceId", invocation.instanceId());
    json.put("Comment", command.comment());
    json.put("DocumentName", command.document());
    json.put("RequestedDateTime", Json.seconds(command.requestedAt()));
    json.put("Status", status.label());
    json.put("StatusDetails", status.details());
    json.put("CommandPlugins", details ? List.of(plugin(invocation, status, now)) : List.of());
    return json;
  }

  private static Map<String, ?> plugin(
      Invocation invocation, InvocationStatus status, Instant now) {
    return Map.of(
        "Name", "aws:runShellScript",
        "Status", status.label(),
        "StatusDetails", status.details(),
        "ResponseCode", invocation.known(now).map(Invocation.Finish::exitCode).orElse(-1),
        "Output",
            Invocation.cut(
                invocation.known(now).map(f -> f.stdout() + f.stderr()).orElse(""),
                LONGEST_PLUGIN_OUTPUT));
  }
}
