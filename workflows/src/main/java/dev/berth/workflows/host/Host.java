package dev.berth.workflows.host;

/**
 * A host that is ready for cores.
 *
 * @param instanceId the EC2 instance that embodies it now
 * @param address its private address
 */
public record Host(String hostId, String region, String instanceId, String address) {}
