package dev.berth.activities.host;

import dev.berth.activities.settings.Settings;
import java.util.Map;
import java.util.TreeMap;

/** The tags by which Berth knows its own: enough to rebuild the registry from AWS. */
public final class Tags {
  public static final String INSTALLATION = "berth:installation";
  public static final String HOST = "berth:host";
  public static final String INSTANCE_NUMBER = "berth:instance-number";
  public static final String OPERATION = "berth:operation";
  public static final String PLAN = "berth:plan";
  public static final String CORE = "berth:core";

  private Tags() {}

  static Map<String, String> ofInstance(
      Settings settings, String hostId, int number, String operationId, String plan) {
    return new TreeMap<>(
        Map.of(
            "Name",
            "berth-" + settings.installation() + "-" + hostId,
            "managed-by",
            "berth",
            INSTALLATION,
            settings.installation(),
            HOST,
            hostId,
            INSTANCE_NUMBER,
            Integer.toString(number),
            OPERATION,
            operationId,
            PLAN,
            plan));
  }
}
