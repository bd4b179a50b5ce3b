package dev.berth.simulator.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.account.Command;
import dev.berth.simulator.account.InvocationStatus;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.JsonOperation;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Lists commands, newest first. */
final class ListCommands implements JsonOperation<RegionState> {

  @Override
  public Map<String, ?> answer(RegionState region, JsonNode request) {
    Instant now = Instant.now();
    Optional<String> id = Request.text(request, "CommandId");
    Optional<String> instance = Request.text(request, "InstanceId");
    Predicate<Command> filter =
        Request.stream(request, "Filters")
            .map(one -> filter(region, one, now))
            .reduce(command -> !command.visibleAt().isAfter(now), Predicate::and);
    Page<Command> page =
        Page.of(
            region.commands().stream()
                .filter(command -> id.isEmpty() || id.get().equals(command.id()))
                .filter(c -> instance.isEmpty() || c.instanceIds().contains(instance.get()))
                .filter(filter)
                .toList(),
            command -> Page.newestFirst(command.number()),
            Request.text(request, "NextToken"),
            Request.number(request, "MaxResults", 1, 50, 50));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "Commands",
        page.items().stream().map(command -> CommandJson.command(region, command, now)).toList());
    page.nextToken().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  private static Predicate<Command> filter(RegionState region, JsonNode filter, Instant now) {
    String key = Request.required(filter, "key");
    String value = Request.required(filter, "value");
    return switch (key) {
      case "InvokedAfter" -> {
        Instant after = time(value);
        yield command -> !command.requestedAt().isBefore(after);
      }
      case "InvokedBefore" -> {
        Instant before = time(value);
        yield command -> command.requestedAt().isBefore(before);
      }
      case "DocumentName" -> command -> command.document().equals(value);
      case "ExecutionStage" ->
          command -> value.equals(region.status(command, now).isFinal() ? "Complete" : "Executing");
      case "Status" ->
          command -> {
            InvocationStatus status = region.status(command, now);
            return value.equals(status.label()) || value.equals(status.details().replace(" ", ""));
          };
      default -> throw AwsError.refused("InvalidFilterKey", "The filter key %s is not valid.", key);
    };
  }

  private static Instant time(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeException notATime) {
      throw Request.invalid("Value '%s' is not a time like 2026-07-07T00:00:00Z", value);
    }
  }
}
