package dev.berth.activities.host;

import dev.berth.activities.settings.Settings;
import dev.berth.model.Plan;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tags by which Berth knows its own: enough to rebuild the registry from AWS. */
public final class Tags {
  public static final String NAME = "Name";
  public static final String MANAGED_BY = "managed-by";
  public static final String INSTALLATION = "berth:installation";
  public static final String HOST = "berth:host";
  public static final String INSTANCE_NUMBER = "berth:instance-number";
  public static final String OPERATION = "berth:operation";
  public static final String PLAN = "berth:plan";
  public static final String CORE = "berth:core";
  public static final String CUSTOMER = "berth:customer";
  public static final String ENVIRONMENT = "berth:environment";

  private Tags() {}

  /** Of what belongs to one core. */
  public static Map<String, String> ofCore(Settings settings, Deployment core) {
    DeployRequest request = core.request();
    return Map.of(
        MANAGED_BY,
        "berth",
        INSTALLATION,
        settings.installation(),
        CORE,
        core.placement().coreId(),
        CUSTOMER,
        request.core().customer(),
        ENVIRONMENT,
        request.core().environment(),
        PLAN,
        request.plan().word(),
        OPERATION,
        core.operationId());
  }

  /** Searches for what has this tag. */
  public static Filter filter(String key, String value) {
    return Filter.builder().name("tag:" + key).values(value).build();
  }

  /** The value of a tag; empty when it is not there. */
  public static String value(List<Tag> tags, String key) {
    return tags.stream()
        .filter(tag -> tag.key().equals(key))
        .map(Tag::value)
        .findFirst()
        .orElse("");
  }

  /** These tags for a resource that a request makes. */
  public static TagSpecification on(ResourceType resource, Map<String, String> tags) {
    List<Tag> all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    return TagSpecification.builder().resourceType(resource).tags(all).build();
  }

  static Map<String, String> ofInstance(
      Settings settings, String hostId, int number, String operationId, Plan plan) {
    Map<String, String> tags = new TreeMap<>(constant(settings, hostId));
    tags.putAll(
        Map.of(
            INSTALLATION,
            settings.installation(),
            HOST,
            hostId,
            INSTANCE_NUMBER,
            Integer.toString(number),
            OPERATION,
            operationId,
            PLAN,
            Operation.planWord(plan)));
    return tags;
  }

  /** The tags of an instance that follow from installation and host. */
  static Map<String, String> constant(Settings settings, String hostId) {
    return Map.of(NAME, "berth-" + settings.installation() + "-" + hostId, MANAGED_BY, "berth");
  }
}
