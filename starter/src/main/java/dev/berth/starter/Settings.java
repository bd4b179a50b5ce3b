package dev.berth.starter;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * All of the starter's configuration. Each key, with its environment variable, is described in
 * {@code application.yml}.
 *
 * @param installation the registry must belong to it
 * @param regions where cores may be deployed
 * @param defaultRegion of requests that name none; the first region when left out
 * @param hosts names by which the starter may be asked, beside its addresses and localhost
 * @param clientAddressHeader where a proxy before the starter writes the caller's address; none
 *     when left out
 * @param temporalUi where Temporal's UI is, for links; none when left out
 */
@ConfigurationProperties("berth")
public record Settings(
    @NotBlank String installation,
    @NotEmpty List<String> regions,
    @Nullable String defaultRegion,
    @Nullable List<String> hosts,
    @Nullable String clientAddressHeader,
    @Nullable URI temporalUi,
    RegistryAddress registry) {

  /** Refuses a default region that is no region. */
  public Settings {
    if (defaultRegion != null && !regions.contains(defaultRegion)) {
      throw new IllegalArgumentException(
          "berth.default-region is '%s', which berth.regions %s does not name"
              .formatted(defaultRegion, regions));
    }
    defaultRegion =
        defaultRegion == null && !regions.isEmpty() ? regions.getFirst() : defaultRegion;
    hosts =
        Stream.ofNullable(hosts)
            .flatMap(List::stream)
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .toList();
  }

  /**
   * Where the registry is.
   *
   * @param url a JDBC URL of PostgreSQL
   */
  @ConfigurationProperties("registry")
  public record RegistryAddress(
      @NotBlank String url, @NotBlank String user, @NotNull String password) {}
}
