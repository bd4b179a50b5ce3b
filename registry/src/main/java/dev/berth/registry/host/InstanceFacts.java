package dev.berth.registry.host;

/** The instance that stands for a host. */
public record InstanceFacts(
    String instanceId, String instanceType, String zone, String amiId, String address) {}
