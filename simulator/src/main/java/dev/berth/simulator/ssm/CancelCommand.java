package dev.berth.simulator.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.account.Command;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.JsonOperation;
import dev.berth.simulator.wire.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Asks to cancel a command, on all its instances or on some; no promise that it works. */
final class CancelCommand implements JsonOperation<RegionState> {

  private final Agents agents;

  CancelCommand(Agents agents) {
    this.agents = agents;
  }

  @Override
  public Map<String, ?> answer(RegionState region, JsonNode request) {
    Command command = CommandJson.required(region, request);
    List<String> only = Request.texts(request, "InstanceIds");
    Instant now = Instant.now();
    region.invocations(command).stream()
        .filter(invocation -> only.isEmpty() || only.contains(invocation.instanceId()))
        .forEach(invocation -> agents.cancel(region, command, invocation, now));
    return Map.of();
  }
}
