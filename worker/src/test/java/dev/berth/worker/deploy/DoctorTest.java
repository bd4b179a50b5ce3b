package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.worker.doctor.Doctor;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Finding.Level;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The worker's doctor looks at an AWS account. */
class DoctorTest extends Examined {
  @Test
  void anAccountAsItShouldBeIsFineAndIsNotChanged() throws IOException {
    AccountSnapshot before = berth.aws.snapshot();

    for (String subject : List.of("AWS", "clock", "launch", "quota", "database main")) {
      assertThat(look(subject))
          .singleElement()
          .satisfies(finding -> assertThat(finding.level()).as("%s", finding).isEqualTo(Level.OK));
    }
    assertThat(look("AWS").getFirst().message())
        .isEqualTo("called as arn:aws:iam::123456789012:user/anyone");
    assertThat(look("permissions"))
        .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Level.OK))
        .extracting(Finding::message)
        .satisfiesExactly(
            worker -> assertThat(worker).endsWith("may do all that worker.json lists"),
            starter -> assertThat(starter).endsWith("may do all that starter.json lists"),
            host -> assertThat(host).endsWith("may do all that host.json lists"));
    assertThat(berth.aws.snapshot().instances()).isEqualTo(before.instances()).isEmpty();
    assertThat(berth.aws.snapshot().parameters()).isEqualTo(before.parameters());
  }

  @Test
  void aLaunchThatWouldBeDeniedIsToldOfEachZone() throws IOException {
    asTheWorker();
    withhold("iam:PassRole");

    assertThat(look("launch"))
        .hasSize(3)
        .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Level.PROBLEM))
        .allSatisfy(finding -> assertThat(finding.message()).contains("iam:PassRole"));
  }

  @Test
  void whatIsConfiguredAndIsNotThereIsNamed() throws IOException {
    Region good = settings.region(Berth.REGION);
    settings =
        in(
            new Region(
                good.name(),
                List.of(good.zones().getFirst(), new Zone("us-east-1b", "subnet-0bad")),
                good.securityGroupId(),
                "berth-hosts",
                good.baseImage(),
                good.urlScheme(),
                good.domain()));

    assertThat(look("launch"))
        .extracting(Finding::message)
        .anySatisfy(message -> assertThat(message).contains("us-east-1b", "subnet-0bad"))
        .anySatisfy(message -> assertThat(message).contains("Invalid IAM Instance Profile"));
    assertThat(look("permissions"))
        .extracting(Finding::message)
        .contains("there is no instance profile berth-hosts");
  }

  @ParameterizedTest
  @CsvSource({"2, PROBLEM", "3, NOTE", "5, NOTE", "64, OK"})
  void aQuotaThatIsTooSmallHindersAndASmallOneIsNoted(int vcpus, Level level) throws IOException {
    berth.aws.faults().vcpuLimit(vcpus);

    assertThat(look("quota"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(level))
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .isEqualTo(vcpus + " vCPUs in us-east-1; one host of each plan takes 3"));
  }

  @ParameterizedTest
  @CsvSource({"-120, behind AWS's", "120, ahead of AWS's"})
  void aClockThatIsOffHinders(int seconds, String how) throws IOException {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

    assertThat(look("clock"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.PROBLEM))
        .satisfies(finding -> assertThat(finding.message()).containsPattern("1[12]\\d s " + how));
  }

  @Test
  void aRefusalTellsTheTimeToo() throws IOException {
    berth.aws.faults().failNext(9, "GetCallerIdentity", "InvalidClientTokenId", 403);

    assertThat(look("clock").getFirst().level()).isEqualTo(Level.OK);
    assertThat(look("AWS"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.PROBLEM))
        .satisfies(finding -> assertThat(finding.remedy()).contains("AWS_PROFILE"));
  }

  @Test
  void whereAwsIsAwayOneLineHindersAndTheOthersPointToIt() throws IOException {
    caller =
        new AwsClients(
            UrlConnectionHttpClient.create(),
            client ->
                client
                    .endpointOverride(URI.create("http://127.0.0.1:1"))
                    .credentialsProvider(AnonymousCredentialsProvider.create()));

    assertThat(Doctor.examine(checks("AWS", "clock", "permissions", "launch", "quota"), LIMIT))
        .filteredOn(finding -> finding.level() == Level.PROBLEM)
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).startsWith("does not answer"))
        .satisfies(finding -> assertThat(finding.remedy()).contains("AWS_ENDPOINT_URL"));
  }

  private Settings in(Region region) {
    return new Settings(
        settings.installation(),
        Map.of(region.name(), region),
        settings.plans(),
        settings.imageRepository(),
        settings.defaultVersion(),
        settings.images(),
        settings.pollInterval(),
        settings.launchesPerSecond(),
        settings.coresProxy());
  }
}
