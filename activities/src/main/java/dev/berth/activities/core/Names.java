package dev.berth.activities.core;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.model.CoreKey;
import dev.berth.workflows.core.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The names of everything outside that belongs to a core. */
final class Names {
  /**
   * 13 base-32 digits: 65 bits; two cores of one installation never meet, and the registry would
   * refuse it.
   */
  private static final int BYTES = 8;

  private final Settings settings;

  Names(Settings settings) {
    this.settings = settings;
  }

  /**
   * Short and opaque; begins with a letter, so that it can be a role, a database and a host name.
   */
  String coreId(CoreKey key) {
    byte[] hash =
        Hashing.sha256()
            .hashString(settings.installation() + "/" + key, StandardCharsets.UTF_8)
            .asBytes();
    return "c"
        + BaseEncoding.base32()
            .omitPadding()
            .encode(Arrays.copyOf(hash, BYTES))
            .toLowerCase(Locale.ROOT);
  }

  /** The name under which key and password of one revision are kept. */
  String secret(Deployment core) {
    return "/berth/%s/cores/%s/%d"
        .formatted(
            settings.installation(), core.placement().coreId(), core.placement().secretRevision());
  }

  String url(Deployment core) {
    Region region = settings.region(core.request().region());
    return "%s://%s.%s.%s"
        .formatted(region.urlScheme(), core.placement().coreId(), region.name(), region.domain());
  }
}
