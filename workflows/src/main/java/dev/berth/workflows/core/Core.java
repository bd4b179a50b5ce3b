package dev.berth.workflows.core;

/**
 * A core that is ready. Result of {@link DeployCore}.
 *
 * @param url where its owner reaches it; never changes
 * @param address host and port behind the URL; may change
 * @param keyReference the name under which its API key is kept, never the key
 */
public record Core(
    String coreId,
    long generation,
    String url,
    String address,
    String version,
    String keyReference) {}
