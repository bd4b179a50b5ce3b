package dev.berth.workflows.core;

import dev.berth.workflows.host.Host;

/**
 * What the registry knows of a deployment whose run was ended from outside.
 *
 * @param placement the slot that it holds; null when it holds none
 * @param host where its container may be; null when that host never was ready, or is gone
 */
public record Stranded(Placement placement, Host host) {}
