package dev.berth.simulator.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.account.Command;
import dev.berth.simulator.account.Invocation;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.Ledger;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.JsonOperation;
import dev.berth.simulator.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sends a shell script to hosts. */
final class SendCommand implements JsonOperation<RegionState> {

  private static final String DOCUMENT = "AWS-RunShellScript";
  private static final int MOST_INSTANCES = 50;
  private static final int LONGEST_COMMENT = 100;

  /** Real time: a busy computer must not look like a host that does not listen. */
  private static final Duration LEAST_DELIVERY_TIME = Duration.ofSeconds(1);

  private static final int USUAL_SECONDS = 3600;
  private static final int MOST_EXECUTION_SECONDS = 172_800;

  private final Ledger ledger;
  private final Latencies latencies;
  private final Agents agents;

  SendCommand(Ledger ledger, Latencies latencies, Agents agents) {
    this.ledger = ledger;
    this.latencies = latencies;
    this.agents = agents;
  }

  @Override
  public Map<String, ?> answer(RegionState region, JsonNode request) {
    Command command = command(region, request, Instant.now());
    List<Invocation> invocations =
        command.instanceIds().stream().map(id -> Invocation.sent(command, id)).toList();
    // The command last: a kill in between leaves none, and never one that goes nowhere.
    invocations.forEach(region::record);
    region.record(command);
    invocations.forEach(invocation -> agents.take(region, command, invocation));
    return Map.of("Command", CommandJson.command(region, command, command.requestedAt()));
  }

  private Command command(RegionState region, JsonNode request, Instant now) {
    if (!Request.required(request, "DocumentName").equals(DOCUMENT)) {
      throw AwsError.refused("InvalidDocument", "Document is not known.");
    }
    String comment = Request.text(request, "Comment").orElse("");
    if (comment.length() > LONGEST_COMMENT) {
      throw Request.invalid(
          "Value at 'comment' must have length less than or equal to %d", LONGEST_COMMENT);
    }
    Duration delivery =
        Duration.ofSeconds(Request.number(request, "TimeoutSeconds", 30, 2_592_000, USUAL_SECONDS));
    JsonNode parameters = request.path("Parameters");
    List<String> lines = Request.texts(parameters, "commands");
    if (lines.isEmpty()) {
      throw AwsError.refused("InvalidParameters", "The parameter commands is required.");
    }
    return new Command(
        region.offer().name(),
        UUID.randomUUID().toString(),
        ledger.nextCommand(),
        DOCUMENT,
        comment,
        instances(region, request, now),
        lines,
        delivery,
        executionTimeout(parameters),
        now,
        now.plus(latencies.of(Latency.COMMAND_VISIBLE)),
        now.plus(deliveryTime(delivery)));
  }

  private Duration deliveryTime(Duration asked) {
    Duration scaled = latencies.scaled(asked);
    return scaled.compareTo(LEAST_DELIVERY_TIME) < 0 ? LEAST_DELIVERY_TIME : scaled;
  }

  private static List<String> instances(RegionState region, JsonNode request, Instant now) {
    if (request.has("Targets")) {
      throw AwsError.refused("InvalidTarget", "This simulator takes instance ids, not targets.");
    }
    List<String> ids = Request.texts(request, "InstanceIds").stream().distinct().toList();
    if (ids.isEmpty() || ids.size() > MOST_INSTANCES) {
      throw Request.invalid("A command takes 1 to %d instance ids", MOST_INSTANCES);
    }
    boolean allRegistered =
        ids.stream()
            .allMatch(
                id -> region.instance(id).filter(known -> known.isRegistered(now)).isPresent());
    if (!allRegistered) {
      throw AwsError.refused("InvalidInstanceId", "Instances not in a valid state for account");
    }
    return ids;
  }

  private static Duration executionTimeout(JsonNode parameters) {
    List<String> given = Request.texts(parameters, "executionTimeout");
    if (given.isEmpty()) {
      return Duration.ofSeconds(USUAL_SECONDS);
    }
    String seconds = given.getFirst();
    if (!seconds.matches("[1-9][0-9]{0,5}") || Integer.parseInt(seconds) > MOST_EXECUTION_SECONDS) {
      throw AwsError.refused("InvalidParameters", "executionTimeout %s is not valid.", seconds);
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }
}
