package dev.berth.simulator.account;

import dev.berth.simulator.wire.AwsError;
import java.util.UUID;

/** Ids of EC2's resources: a kind, a dash, and eight or seventeen hexadecimal digits. */
public final class Ids {

  private Ids() {}

  /** A new id of this kind. */
  public static String random(String kind) {
    return kind + "-0" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  /** Refuses, with this code, what cannot be the id of this kind of thing. */
  public static void check(String kind, String id, String code) {
    if (!id.matches(kind + "-([0-9a-f]{8}|[0-9a-f]{17})")) {
      throw AwsError.refused(code, "Invalid id: \"%s\"", id);
    }
  }
}
