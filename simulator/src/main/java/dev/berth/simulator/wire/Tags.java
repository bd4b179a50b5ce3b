package dev.berth.simulator.wire;

import java.util.Map;

/** EC2's rules for tags. */
public final class Tags {

  private static final int MOST = 50;

  private Tags() {}

  /** The same tags; refuses those that EC2 does not allow. */
  public static Map<String, String> checked(Map<String, String> tags) {
    tags.forEach(
        (key, value) -> {
          if (key.startsWith("aws:")) {
            throw AwsError.refused(
                "InvalidParameterValue",
                "Tag keys starting with 'aws:' are reserved for internal use");
          }
          if (key.length() > 128 || value.length() > 256) {
            throw AwsError.refused(
                "InvalidParameterValue", "Tag key or value of '%s' is too long.", key);
          }
        });
    if (tags.size() > MOST) {
      throw AwsError.refused("TagLimitExceeded", "More than %d tags on one resource.", MOST);
    }
    return tags;
  }

  /** Writes one tag, as in EC2's answers. */
  public static void write(Xml xml, Map.Entry<String, String> tag) {
    xml.add("key", tag.getKey()).add("value", tag.getValue());
  }
}
