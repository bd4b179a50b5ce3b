package dev.berth.simulator.iam;

import java.util.Map;

/**
 * What a call has to be allowed to do.
 *
 * @param action as a policy names it, {@code ec2:RunInstances}
 * @param resource its ARN
 * @param context the condition keys that AWS knows about it, {@code aws:ResourceTag/NAME}
 */
record RequiredPermission(String action, String resource, Map<String, String> context) {

  RequiredPermission(String action, String resource) {
    this(action, resource, Map.of());
  }
}
