package dev.berth.workflows.core;

/** A core under deployment: the identity that every activity and every undo works from. */
public record Deployment(DeployOrder order, Placement placement) {}
