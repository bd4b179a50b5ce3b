package dev.berth.simulator.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.account.Command;
import dev.berth.simulator.account.Invocation;
import dev.berth.simulator.account.InvocationStatus;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of commands on their hosts. */
final class ReadInvocations {

  private record Told(Command command, Invocation invocation) {}

  Map<String, ?> one(RegionState region, JsonNode request) {
    Instant now = Instant.now();
    var key =
        new Invocation.Key(
            Request.required(request, "CommandId"), Request.required(request, "InstanceId"));
    Optional<Command> command =
        region.command(key.commandId()).filter(known -> !known.visibleAt().isAfter(now));
    Invocation invocation =
        command
            .flatMap(_ -> region.invocation(key))
            .orElseThrow(
                () -> AwsError.refused("InvocationDoesNotExist", "The invocation is not known."));
    return json(command.orElseThrow(), invocation, now);
  }

  private static Map<String, ?> json(Command command, Invocation invocation, Instant now) {
    Optional<Invocation.Finish> finish = invocation.known(now);
    InvocationStatus status = invocation.status(command, now);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("CommandId", command.id());
    json.put("InstanceId", invocation.instanceId());
    json.put("Comment", command.comment());
    json.put("DocumentName", command.document());
    json.put("PluginName", "aws:runShellScript");
    json.put("Status", status.label());
    json.put("StatusDetails", status.details());
    json.put("ResponseCode", finish.map(Invocation.Finish::exitCode).orElse(-1));
    json.put("StandardOutputContent", finish.map(Invocation.Finish::stdout).orElse(""));
    json.put("StandardErrorContent", finish.map(Invocation.Finish::stderr).orElse(""));
    json.put("ExecutionStartDateTime", invocation.startedAt().map(Instant::toString).orElse(""));
    json.put("ExecutionEndDateTime", finish.map(f -> f.at().toString()).orElse(""));
    json.put("ExecutionElapsedTime", elapsed(invocation, finish));
    return json;
  }

  private static String elapsed(Invocation invocation, Optional<Invocation.Finish> finish) {
    return finish
        .flatMap(f -> invocation.startedAt().map(start -> Duration.between(start, f.at())))
        .map(Duration::toString)
        .orElse("");
  }

  Map<String, ?> list(RegionState region, JsonNode request) {
    Instant now = Instant.now();
    Optional<String> id = Request.text(request, "CommandId");
    Optional<String> instance = Request.text(request, "InstanceId");
    boolean details = request.path("Details").asBoolean();
    List<Told> all =
        region.commands().stream()
            .filter(command -> !command.visibleAt().isAfter(now))
            .filter(command -> id.isEmpty() || id.get().equals(command.id()))
            .flatMap(c -> region.invocations(c).stream().map(i -> new Told(c, i)))
            .filter(t -> instance.isEmpty() || instance.get().equals(t.invocation().instanceId()))
            .toList();
    Page<Told> page =
        Page.of(
            all,
            told -> Page.newestFirst(told.command().number()) + told.invocation().instanceId(),
            Request.text(request, "NextToken"),
            Request.number(request, "MaxResults", 1, 50, 50));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "CommandInvocations",
        page.items().stream()
            .map(told -> CommandJson.invocation(told.command(), told.invocation(), now, details))
            .toList());
    page.nextToken().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }
}
