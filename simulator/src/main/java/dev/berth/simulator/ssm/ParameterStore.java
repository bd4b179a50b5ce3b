package dev.berth.simulator.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Parameter;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The Parameter Store. */
final class ParameterStore {

  private static final int LONGEST_VALUE = 4096;

  private final Account account;

  ParameterStore(Account account) {
    this.account = account;
  }

  Map<String, ?> put(RegionState region, JsonNode request) {
    String name = checkedName(Request.required(request, "Name"));
    String value = Request.required(request, "Value");
    Map<String, String> tags = Request.tags(request);
    boolean overwrite = request.path("Overwrite").asBoolean();
    Optional<Parameter> earlier = region.parameter(name);
    String type =
        Request.text(request, "Type")
            .or(() -> earlier.map(Parameter::type))
            .orElseThrow(
                () -> Request.invalid("A parameter type is required when you create a parameter."));
    if (!List.of("String", "StringList", "SecureString").contains(type)) {
      throw AwsError.refused("UnsupportedParameterType", "The type %s is not supported.", type);
    }
    if (value.isEmpty() || value.length() > LONGEST_VALUE) {
      throw Request.invalid("Standard tier parameters have 1 to %d characters", LONGEST_VALUE);
    }
    if (overwrite && !tags.isEmpty()) {
      throw Request.invalid("tags and overwrite can't be used together");
    }
    if (earlier.isPresent() && !overwrite) {
      throw AwsError.refused("ParameterAlreadyExists", "The parameter already exists.");
    }
    long version = earlier.map(Parameter::version).orElse(0L) + 1;
    region.record(
        new Parameter(
            region.offer().name(),
            name,
            type,
            value,
            version,
            Instant.now(),
            earlier.map(Parameter::tags).orElse(tags)));
    return Map.of("Version", version, "Tier", "Standard");
  }

  private static String checkedName(String name) {
    if (!name.matches("/?[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+){0,14}") || name.length() > 1011) {
      throw Request.invalid("Parameter name: '%s' is not valid", name);
    }
    if (name.matches("(?i)/?(aws|ssm).*")) {
      throw AwsError.refused("AccessDeniedException", "No access to reserved parameter name.");
    }
    return name;
  }

  Map<String, ?> get(RegionState region, JsonNode request) {
    String name = Request.required(request, "Name");
    Parameter parameter =
        name.equals(Account.STOCK_IMAGE_PARAMETER) ? stockImage(region) : existing(region, name);
    return Map.of("Parameter", json(parameter, request.path("WithDecryption").asBoolean()));
  }

  private static Parameter existing(RegionState region, String name) {
    return region
        .parameter(name)
        .orElseThrow(() -> AwsError.refused("ParameterNotFound", "The parameter does not exist."));
  }

  private static Parameter stockImage(RegionState region) {
    return new Parameter(
        region.offer().name(),
        Account.STOCK_IMAGE_PARAMETER,
        "String",
        region.offer().stockImage().id(),
        1,
        Instant.EPOCH,
        Map.of());
  }

  Map<String, ?> byPath(RegionState region, JsonNode request) {
    String path = Request.required(request, "Path").replaceFirst("/$", "") + "/";
    boolean recursive = request.path("Recursive").asBoolean();
    boolean decrypted = request.path("WithDecryption").asBoolean();
    Page<Parameter> page =
        Page.of(
            region.parameters().stream()
                .filter(parameter -> parameter.name().startsWith(path))
                .filter(p -> recursive || p.name().indexOf('/', path.length()) < 0)
                .toList(),
            Parameter::name,
            Request.text(request, "NextToken"),
            Request.number(request, "MaxResults", 1, 10, 10));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Parameters", page.items().stream().map(p -> json(p, decrypted)).toList());
    page.nextToken().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  Map<String, ?> delete(RegionState region, JsonNode request) {
    Parameter parameter = existing(region, Request.required(request, "Name"));
    region.record(new Parameter.Deleted(parameter.region(), parameter.name()));
    return Map.of();
  }

  Map<String, ?> tag(RegionState region, JsonNode request) {
    if (!Request.required(request, "ResourceType").equals("Parameter")) {
      throw AwsError.refused("InvalidResourceType", "This simulator tags parameters.");
    }
    Parameter parameter =
        region
            .parameter(Request.required(request, "ResourceId"))
            .orElseThrow(() -> AwsError.refused("InvalidResourceId", "The resource is not known."));
    Map<String, String> tags = new HashMap<>(parameter.tags());
    tags.putAll(Request.tags(request));
    region.record(parameter.tagged(tags));
    return Map.of();
  }

  private Map<String, ?> json(Parameter parameter, boolean decrypted) {
    boolean open = decrypted || !parameter.type().equals("SecureString");
    return Map.of(
        "Name", parameter.name(),
        "Type", parameter.type(),
        "Value", open ? parameter.value() : ciphertext(parameter),
        "Version", parameter.version(),
        "LastModifiedDate", Json.seconds(parameter.modifiedAt()),
        "DataType", "text",
        "ARN",
            "arn:aws:ssm:%s:%s:parameter/%s"
                .formatted(
                    parameter.region(), account.id(), parameter.name().replaceFirst("^/", "")));
  }

  /** Something that looks encrypted and tells nothing. */
  private static String ciphertext(Parameter parameter) {
    UUID key = UUID.nameUUIDFromBytes(parameter.name().getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(key.toString().getBytes(StandardCharsets.UTF_8));
  }
}
