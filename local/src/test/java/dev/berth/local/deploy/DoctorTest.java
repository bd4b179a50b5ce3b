package dev.berth.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.local.aws.AccountSnapshot;
import dev.berth.local.aws.Fault;
import dev.berth.local.process.Checkout;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.worker.Configuration;
import dev.berth.worker.Configuration.RegistryDatabase;
import dev.berth.worker.doctor.Check;
import dev.berth.worker.doctor.Doctor;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Finding.Level;
import dev.berth.worker.doctor.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The worker's doctor looks at an AWS account and at a server for cores' databases. */
class DoctorTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Berth berth;
  private Settings settings;
  private AwsClients caller;
  private Clock clock = Clock.systemUTC();
  private Optional<String> workerRole;
  private Optional<String> starterRole;

  @BeforeEach
  void start() throws IOException {
    berth = Berth.start();
    settings = berth.settings;
    caller = berth.clients;
    workerRole = Optional.of("worker@" + berth.installation);
    starterRole = Optional.of("starter@" + berth.installation);
  }

  @AfterEach
  void stop() throws IOException {
    berth.close();
  }

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

  @ParameterizedTest
  @CsvSource({
    "worker@, ec2:DescribeSnapshots, statement Look of worker.json",
    "worker@, ec2:RunInstances, statement LaunchIntoTheNetwork of worker.json",
    "worker@, ec2:CreateTags, statement TagWhatIsCreated of worker.json",
    "worker@, iam:PassRole, statement GiveHostsTheirRole of worker.json",
    "worker@, ssm:PutParameter, statement KeepSecrets of worker.json",
    "worker@, ssm:SendCommand, statement RunScripts of worker.json",
    "starter@, ssm:GetParameter, statement KeysOfCores of starter.json",
    "berth-host, ec2messages:GetMessages, statement TheAgent of host.json"
  })
  void aPermissionThatIsTakenFromAPolicyIsNamed(String whose, String action, String statement)
      throws IOException {
    String identity = whose.endsWith("@") ? whose + berth.installation : whose;
    berth.aws.faults().add(new Fault.Withheld(identity, action));

    assertThat(look("permissions"))
        .filteredOn(finding -> finding.level() == Level.PROBLEM)
        .isNotEmpty()
        .allSatisfy(
            finding -> assertThat(finding.message()).contains(identity + " may not " + action))
        .anySatisfy(finding -> assertThat(finding.remedy()).contains(statement));
  }

  @Test
  void aRoleThatIsNotThereIsNamed() throws IOException {
    workerRole = Optional.of("berth-worker");
    starterRole = Optional.of("arn:aws:iam::123456789012:role/of/starters");

    assertThat(look("permissions"))
        .filteredOn(finding -> finding.level() == Level.PROBLEM)
        .extracting(Finding::message, Finding::remedy)
        .satisfiesExactly(
            worker -> assertThat(worker.toString()).contains(":role/berth-worker", "--worker-role"),
            starter -> assertThat(starter.toString()).contains("of/starters", "--starter-role"));
  }

  /** Its own policy lets it ask IAM nothing: what it may is tried, as far as that is harmless. */
  @Test
  void aWorkerThatLooksItselfIsToldWhatCouldNotBeAsked() throws IOException {
    asTheWorker();
    String own = launch();

    assertThat(look("permissions"))
        .extracting(Finding::level)
        .containsExactly(Level.OK, Level.NOTE, Level.NOTE);
    assertThat(look("permissions").getFirst().message()).startsWith("12 calls that change nothing");
    assertThat(look("permissions").getLast().remedy())
        .contains("iam:SimulatePrincipalPolicy", "--worker-role");

    withhold("ec2:TerminateInstances");
    withhold("ssm:ListCommands");
    assertThat(look("permissions"))
        .filteredOn(finding -> finding.level() == Level.PROBLEM)
        .extracting(Finding::message)
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).contains("the caller may not ec2:TerminateInstances"),
            two -> assertThat(two).contains("the caller may not ssm:ListCommands"));
    assertThat(berth.aws.snapshot().alive()).singleElement().matches(i -> i.id().equals(own));
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

  @Test
  void aDatabaseServerThatDoesNotServeHindersAndItsPasswordIsNotTold() throws Exception {
    DatabaseServer good = berth.registry.databaseServers().find("main").orElseThrow();
    String password = Servers.postgres().password();
    try (Connection connection = Servers.newDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP ROLE IF EXISTS doctors_reader");
      statement.execute("CREATE ROLE doctors_reader LOGIN PASSWORD '" + password + "'");
    }
    keep("reader", "doctors_reader", password);
    keep("stranger", "doctors_stranger", password);

    assertServer(server(good, "none", good.port()), "there is no secret /berth/none");
    assertServer(server(good, "reader", good.port()), "may not make roles and databases");
    assertServer(server(good, "stranger", good.port()), "password authentication failed");
    assertServer(server(good, "reader", 1), "Connection to 127.0.0.1:1 refused");
    asTheWorker();
    withhold("ssm:GetParameter");
    assertServer(good, "its secret may not be read");
  }

  private void assertServer(DatabaseServer server, String message) throws IOException {
    assertThat(Doctor.examine(checks(List.of(server), "database main"), LIMIT))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.PROBLEM))
        .satisfies(finding -> assertThat(finding.message()).contains(message))
        .satisfies(
            finding ->
                assertThat(finding.toString()).doesNotContain(Servers.postgres().password()));
  }

  private static DatabaseServer server(DatabaseServer good, String secret, int port) {
    return new DatabaseServer(
        good.name(), good.region(), good.host(), port, "/berth/" + secret, 10, 0);
  }

  private void keep(String secret, String user, String password) {
    berth.secrets.create(
        Berth.REGION, "/berth/" + secret, Map.of("user", user, "password", password), Map.of());
  }

  private void asTheWorker() {
    caller = berth.workersClients;
    workerRole = Optional.empty();
    starterRole = Optional.empty();
  }

  private void withhold(String action) {
    berth.aws.faults().add(new Fault.Withheld("worker@" + berth.installation, action));
  }

  /** An instance of the installation's. */
  private String launch() {
    Tag tag = Tag.builder().key("berth:installation").value(berth.installation).build();
    String image =
        berth
            .clients
            .ssm(Berth.REGION)
            .getParameter(r -> r.name(settings.region(Berth.REGION).baseImage()))
            .parameter()
            .value();
    return berth
        .clients
        .ec2(Berth.REGION)
        .runInstances(
            r ->
                r.imageId(image)
                    .instanceType("t3.small")
                    .minCount(1)
                    .maxCount(1)
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.INSTANCE)
                            .tags(tag)
                            .build()))
        .instances()
        .getFirst()
        .instanceId();
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
        settings.launchesPerSecond());
  }

  private List<Finding> look(String subject) throws IOException {
    return Doctor.examine(checks(subject), LIMIT);
  }

  private List<Check> checks(String... subjects) throws IOException {
    return checks(List.of(berth.registry.databaseServers().find("main").orElseThrow()), subjects);
  }

  private List<Check> checks(List<DatabaseServer> servers, String... subjects) throws IOException {
    String starterPolicy =
        Files.readString(
            Checkout.find(System.getenv())
                .root()
                .resolve("starter/src/main/resources/iam/starter.json"));
    Configuration configuration =
        new Configuration(
            settings, new RegistryDatabase("jdbc:none", "", ""), servers, null, null, null);
    return new Installation(caller, clock, workerRole, starterRole, starterPolicy)
        .checks(configuration).stream()
            .filter(check -> List.of(subjects).contains(check.subject()))
            .toList();
  }
}
