package dev.berth.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.net.HostAndPort;
import dev.berth.activities.settings.Settings.ImageSettings;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.model.Plan;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.worker.Schedules.PoolEvery;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  private static final String REGION = "berth.regions.us-east-1.";
  private static final String SERVER = "berth.database-servers.main.";

  private final Map<String, Object> settings = TestSettings.good();

  @Test
  void whatIsConfiguredIsRead() {
    settings.put("berth.poll-interval", "250ms");
    settings.put("berth.plans.packed.instance-types", "t3.small,t3a.small");
    settings.put("berth.image-repository", "registry.example.com:5000/cores/core");
    settings.put("berth.cores-proxy", "proxy.example.com:3128");
    settings.put("berth.images.instance-types", List.of("t3.small", "t3a.small"));

    Configuration read = read();

    assertThat(read.settings().installation()).isEqualTo("test");
    assertThat(read.settings().pollInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(read.settings().coresProxy())
        .contains(HostAndPort.fromParts("proxy.example.com", 3128));
    assertThat(read.settings().region("us-east-1").domain()).isEqualTo("cores.example.com");
    assertThat(read.settings().region("us-east-1").zones())
        .containsExactly(
            new Zone("us-east-1-bos-1a", "subnet-0b"), new Zone("us-east-1a", "subnet-0a"));
    assertThat(read.settings().plan(Plan.PACKED))
        .isEqualTo(new PlanSettings(7, List.of("t3.small", "t3a.small"), 10, 256));
    assertThat(read.settings().images())
        .isEqualTo(
            new ImageSettings(
                URI.create("https://registry-1.docker.io"),
                "docker",
                List.of("t3.small", "t3a.small"),
                3,
                Duration.ofDays(30)));
    assertThat(read.pool())
        .isEqualTo(
            new PoolEvery(Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofDays(7)));
    assertThat(read.databaseServers())
        .containsExactly(
            new DatabaseServer(
                "main",
                "us-east-1",
                "main.example.com",
                5432,
                "/berth/test/databases/main",
                150,
                0));
    assertThat(read.registry().password()).isEqualTo("hush-hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "berth.installation",
        REGION + "security-group-id",
        REGION + "instance-profile",
        REGION + "base-image",
        REGION + "url-scheme",
        REGION + "domain",
        SERVER + "region",
        SERVER + "host",
        SERVER + "port",
        SERVER + "admin-secret",
        SERVER + "connection-budget"
      })
  void aMissingKeyIsNamedWithAnExample(String key) {
    settings.remove(key);

    assertThat(faults()).first().asString().startsWith(key + " is missing: it must be ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "berth.installation                     | My_Berth         | such as main",
        "berth.installation                     | m                | 2-40 characters",
        "berth.image-repository                 | ' '              | such as"
            + " supertokens/supertokens-postgresql",
        "berth.image-repository                 | a/b:11.2.3       | without a tag",
        "berth.default-version                  | ' '              | such as 11.2.3",
        "berth.default-version                  | a:b              | such as 11.2.3",
        "berth.launches-per-second              | 0                 | 1 to 1000",
        "berth.cores-proxy                      | http://aws:8482  | such as"
            + " proxy.example.com:3128",
        "berth.cores-proxy                      | aws:65536        | such as"
            + " proxy.example.com:3128",
        "berth.cores-proxy                      | aws:0            | such as"
            + " proxy.example.com:3128",
        "berth.cores-proxy                      | aws              | such as"
            + " proxy.example.com:3128",
        "berth.poll-interval                    | 49ms             | from 50ms to 10s",
        "berth.poll-interval                    | 11s              | from 50ms to 10s",
        "berth.poll-interval                    | often            | from 50ms to 10s",
        "berth.registry.user                    | ' '              | the worker's role",
        "berth.worker.port                      | 65536            | a TCP port",
        "berth.plans.packed.slots               | 0                | 1 to 1000",
        "berth.plans.packed.slots               | 1001             | 1 to 1000",
        "berth.plans.packed.slots               | seven            | 1 to 1000",
        "berth.plans.packed.instance-types      | ''               | such as [t3.small]",
        "berth.plans.packed.instance-types      | 't3.small, t3a.small' | such as [t3.small]",
        "berth.plans.packed.instance-types      | t3.small,small   | such as [t3.small]",
        "berth.plans.packed.connections         | 0                | 1 or more",
        "berth.plans.packed.memory-megabytes    | -256             | 1 or more",
        REGION + "zones.us-east-1a              | 0a               | such as subnet-0a1b2c3d",
        REGION + "security-group-id             | default          | such as sg-0a1b2c3d",
        REGION + "instance-profile              | arn:aws:iam::1/x | not the ARN",
        REGION + "base-image                    | al2023           | such as ami-0a1b2c3d",
        REGION + "url-scheme                    | ftp              | https or http",
        REGION + "domain                        | https://x.com    | such as cores.example.com",
        SERVER
            + "region                        | us-east1         | one of berth.regions [us-east-1]",
        SERVER + "host                          | http://db        | a host name",
        SERVER + "port                          | 0                | a TCP port",
        SERVER + "port                          | 65536            | a TCP port",
        SERVER + "admin-secret                  | hunter2          | the name of a SecureString",
        SERVER + "connection-budget             | 0                | 1 or more"
      })
  void aWrongValueIsRepeatedBesideWhatItMustBe(String key, String value, String mustBe) {
    settings.put(key, value);

    assertThat(faults())
        .first()
        .asString()
        .startsWith("%s is '%s', but must be ".formatted(key, value))
        .contains(mustBe);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "berth.plans.dedicated.slots               | 2         | must be 1: a dedicated core has a"
            + " host of its own",
        "berth.plans.huge.slots                    | 1         | is no plan; there are packed,"
            + " dedicated",
        "berth.regions.mars.domain                 | x.example | must be an AWS region, such as"
            + " us-east-1",
        REGION
            + "zones.eu-west-1a                 | subnet-0c | is no zone of the region, such as"
            + " us-east-1a",
        REGION
            + "zones.us-east-1-                 | subnet-0c | is no zone of the region, such as"
            + " us-east-1a",
        REGION
            + "domian                           | x.example | is no key of Berth's; "
            + REGION
            + "* may be base-image, domain,",
        "berth.registry.pasword                    | x         | is no key of Berth's;"
            + " berth.registry.* may be password, url, user",
        "berth.instalation                         | x         | is no key of Berth's; berth.* may"
            + " be cores-proxy, database-servers,",
        "berth.regoins.us-east-1.domain            | x.example | is no key of Berth's",
      })
  void aNameThatMeansNothingIsNamed(String key, String value, String wrong) {
    settings.put(key, value);

    assertThat(faults())
        .anySatisfy(fault -> assertThat(key).startsWith(fault.substring(0, fault.indexOf(' '))))
        .anySatisfy(fault -> assertThat(fault).contains(wrong));
  }

  @Test
  void somewhereToPutHostsIsNeeded() {
    settings.keySet().removeIf(key -> key.startsWith(REGION));
    assertThat(faults()).contains("berth.regions is missing: name a region, such as us-east-1");
  }

  @Test
  void aRegionNeedsZones() {
    settings.keySet().removeIf(key -> key.startsWith(REGION + "zones"));
    assertThat(faults())
        .singleElement()
        .asString()
        .startsWith(REGION + "zones is missing: it must be zones and their subnets");
  }

  @Test
  void aRegionNeedsADatabaseServer() {
    settings.keySet().removeIf(key -> key.startsWith(SERVER));
    assertThat(faults())
        .containsExactly("berth.database-servers names no server for the cores in us-east-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://berth:hush-hush@db/berth",
        "jdbc:mysql://db/berth?password=hush-hush",
        "jdbc:postgresql://db:port/berth?password=hush-hush"
      })
  void aWrongUrlIsNotRepeatedBecauseItMayHoldAPassword(String url) {
    settings.put("berth.registry.url", url);

    assertThat(faults())
        .containsExactly(
            "berth.registry.url must be a JDBC URL of PostgreSQL, such as"
                + " jdbc:postgresql://registry.example.com:5432/berth");
  }

  @Test
  void aPlaceholderWithoutAValueIsNamed() {
    settings.put(REGION + "base-image", "${NO_SUCH_VARIABLE}");

    assertThat(faults())
        .singleElement()
        .asString()
        .startsWith(REGION + "base-image cannot be read: ")
        .contains("NO_SUCH_VARIABLE");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    settings.put("berth.installation", "My_Berth");
    settings.put(SERVER + "port", "0");
    settings.remove(REGION + "domain");
    settings.put(REGION + "domian", "x.example");

    assertThat(faults()).hasSize(4);
  }

  @Test
  void anEnvironmentVariableWinsOverAFileAndMakesNoRegionsOfItsOwn() {
    PropertySource environment =
        PropertySource.of(
            "environment",
            Map.of(
                "BERTH_DATABASE_SERVERS_MAIN_HOST",
                "from.example",
                "BERTH_REGIONS",
                "us-east-1,eu-west-1", // the starter's
                "BERTH_URL",
                "http://127.0.0.1:8480"), // the command line's
            PropertyConvention.ENVIRONMENT_VARIABLE,
            PropertySource.Origin.of("environment"));

    Configuration read = read(environment);

    assertThat(read.settings().regions()).containsOnlyKeys("us-east-1");
    assertThat(read.databaseServers())
        .singleElement()
        .extracting(DatabaseServer::host)
        .isEqualTo("from.example");
  }

  private List<String> faults() {
    return catchThrowableOfType(Refusal.class, this::read).sentences();
  }

  private Configuration read() {
    return read(PropertySource.of("nothing", Map.of()));
  }

  private Configuration read(PropertySource environment) {
    try (ApplicationContext context =
            ApplicationContext.builder()
                .environmentPropertySource(false) // not that of the shell that runs the tests
                .propertySources(PropertySource.of("file", settings, -1), environment)
                .build();
        Environment started = context.getEnvironment().start()) {
      return Configuration.read(started);
    }
  }
}
