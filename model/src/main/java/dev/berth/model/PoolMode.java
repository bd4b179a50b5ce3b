package dev.berth.model;

/** How a warm pool keeps a host. */
public enum PoolMode implements Word {
  RUNNING,
  STOPPED
}
