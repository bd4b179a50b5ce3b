package dev.berth.workflows.core;

import dev.berth.workflows.host.Host;

/**
 * A core that is ready, and where it runs.
 *
 * @param deployment the core as it was placed, under the operation that works on it now
 */
public record ReadyCore(Deployment deployment, Host host) {}
