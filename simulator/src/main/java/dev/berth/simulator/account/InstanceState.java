package dev.berth.simulator.account;

import dev.berth.simulator.wire.Xml;

/** EC2's instance states, with its names and numbers for them. */
public enum InstanceState {
  PENDING(0, "pending"),
  RUNNING(16, "running"),
  SHUTTING_DOWN(32, "shutting-down"),
  TERMINATED(48, "terminated"),
  STOPPING(64, "stopping"),
  STOPPED(80, "stopped");

  private final int code;
  private final String label;

  InstanceState(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** EC2's name of it. */
  public String label() {
    return label;
  }

  /** Whether the account's vCPU quota counts it. */
  public boolean usesQuota() {
    return this == PENDING || this == RUNNING;
  }

  /** Whether it is shutting down or terminated. */
  public boolean isEnding() {
    return this == SHUTTING_DOWN || this == TERMINATED;
  }

  /** Whether it is stopping or stopped. */
  public boolean isHalted() {
    return this == STOPPING || this == STOPPED;
  }

  /** Writes its code and name, as in EC2's answers. */
  public void write(Xml xml) {
    xml.add("code", code).add("name", label);
  }
}
