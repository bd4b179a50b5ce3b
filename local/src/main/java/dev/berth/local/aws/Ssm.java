package dev.berth.local.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Systems Manager: JSON in, JSON out. */
final class Ssm implements Service {

  private final Ledger ledger;
  private final Map<String, SsmOperation> operations;

  Ssm(Ledger ledger, Latencies latencies, Agents agents) {
    this.ledger = ledger;
    var parameters = new ParameterStore(ledger.account());
    var invocations = new ReadInvocations();
    operations =
        Map.ofEntries(
            Map.entry("DescribeInstanceInformation", new DescribeNodes(latencies)),
            Map.entry("SendCommand", new SendCommand(ledger, latencies, agents)),
            Map.entry("CancelCommand", new CancelCommand(agents)),
            Map.entry("ListCommands", new ListCommands()),
            Map.entry("GetCommandInvocation", invocations::one),
            Map.entry("ListCommandInvocations", invocations::list),
            Map.entry("PutParameter", parameters::put),
            Map.entry("GetParameter", parameters::get),
            Map.entry("GetParametersByPath", parameters::byPath),
            Map.entry("DeleteParameter", parameters::delete),
            Map.entry("AddTagsToResource", parameters::tag));
  }

  @Override
  public Call read(String region, Headers headers, String body) {
    String operation =
        Optional.ofNullable(headers.getFirst("X-Amz-Target"))
            .filter(target -> target.startsWith("AmazonSSM."))
            .map(target -> target.substring("AmazonSSM.".length()))
            .orElseThrow(Ssm::unknown);
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      Set<String> mentions = new HashSet<>();
      json.forEach(
          field -> {
            mentions.add(field.asText());
            field.forEach(entry -> mentions.add(entry.asText()));
          });
      return new Call(region, operation, mentions, new Form(Map.of()), json);
    } catch (JsonProcessingException notJson) {
      throw AwsError.refused("SerializationException", "The request is not JSON.");
    }
  }

  @Override
  public String answer(Call call) {
    SsmOperation operation = operations.get(call.operation());
    if (operation == null) {
      throw unknown();
    }
    RegionState region = ledger.region(call.region());
    try {
      synchronized (region) {
        return Json.MAPPER.writeValueAsString(operation.answer(region, call.json()));
      }
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static AwsError unknown() {
    return AwsError.refused("UnknownOperationException", "The operation is not known.");
  }

  @Override
  public String refusal(AwsError error, String requestId) {
    return Json.MAPPER
        .createObjectNode()
        .put("__type", error.code())
        .put("message", error.getMessage())
        .toString();
  }

  @Override
  public AwsError throttled() {
    return AwsError.refused("ThrottlingException", "Rate exceeded");
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }
}
