package dev.berth.local.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.client.BerthClient;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProgressView;
import dev.berth.client.api.VerbRequest;
import dev.berth.local.world.World;
import dev.berth.local.world.WorldOptions;
import dev.berth.servers.Needs;
import dev.berth.servers.process.Checkout;
import dev.berth.servers.temporal.TemporalSearch;
import dev.berth.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/operating.md} tells an operator to do, done by one: real processes, the real
 * Temporal UI, a real browser. The pictures of the docs are taken on the way.
 */
@Tag("browser")
class StuckDeploymentTest {
  private static final Fault THROTTLED = new Fault.Throttle("PutParameter", 1, 1, List.of());
  private static final Fault DENIED =
      new Fault.Fail("PutParameter", Integer.MAX_VALUE, "AccessDeniedException", 400, List.of());

  private static final String ACME = "core/acme/production";
  private static final String OTHER = "core/globex/production";

  private final Path checkout = Checkout.find(System.getenv()).root();

  @TempDir private Path folder;

  @Test
  void aStuckDeploymentIsFoundReadCuredAndSeenToEndInTheTemporalUi() throws Exception {
    Needs.that(
        TemporalSearch.address(System.getenv()).isEmpty(),
        "the UI of the server at TEMPORAL_ADDRESS is not known: unset it");
    Needs.packagedWorker();
    try (Browser browser = Browser.open();
        World world = World.start(WorldOptions.of(folder, 50))) {
      TemporalUi ui = new TemporalUi(browser, world.temporalUi().orElseThrow(), pictures());
      BerthClient signup = world.client("signup");
      BerthClient operator = world.client("operator");
      world.aws().faults().add(THROTTLED);
      signup.deploy("globex", "production");
      signup.deploy("acme", "production");
      awaitRetries(signup);

      ui.list();
      ui.awaitAmongListed(ACME, OTHER);
      ui.list(query("BerthCustomer"));
      ui.awaitListed(ACME);
      ui.picture("list");

      ui.follow(ACME);
      ui.tab("Pending Activities");
      ui.awaitText("CreateSecrets", "of Unlimited", "Last Failure", "ThrottlingException");
      ui.picture("pending");
      ui.tab("Timeline");
      String secrets = "CreateSecrets • %s, slot 0".formatted(host(operator));
      ui.awaitText("Attempt", secrets, "PlaceCore • acme/production");
      ui.tab("User Metadata");
      ui.awaitSummary("deploy-core acme/production: dedicated in us-east-1");
      ui.awaitDetails("acme/production waits for Parameter Store to keep its secrets since");

      world.aws().faults().add(DENIED);
      world.aws().faults().remove(THROTTLED);
      ui.list(query("BerthState"));
      ui.awaitListed(ACME, OTHER);
      ui.list(query("BerthRegion"));
      ui.awaitListed(ACME, OTHER);
      ui.follow(ACME);
      ui.tab("User Metadata");
      ui.awaitDetails(
          "acme/production is held in step secrets since",
          "because denied: AccessDeniedException",
          "Once it is cured: retry, or abort.");
      ui.picture("held");
      ui.tab("Timeline");
      ui.awaitText("held in secrets");
      ui.bar(secrets, "AccessDeniedException");

      world.aws().faults().clear();
      OperationView held = acme(operator);
      operator.tell(held.id(), "retry", new VerbRequest("the policy is back", "secrets"));
      OperationView ended = operator.await(held, Duration.ofMinutes(2));
      assertThat(ended.state()).isEqualTo("ready");

      ui.open(ended.temporal().ui());
      ui.tab("Timeline");
      ui.awaitText(
          "Completed",
          "retry",
          "RegisterCore • %s, slot 0".formatted(host(operator)),
          "\"coreId\"");
      ui.picture("ready");
      ui.list(query("BerthState"));
      ui.awaitListed(OTHER);
    }
  }

  private static void awaitRetries(BerthClient berth) {
    await()
        .atMost(Duration.ofMinutes(2)) // a busy computer
        .until(
            () ->
                Optional.ofNullable(acme(berth).progress())
                    .map(ProgressView::activity)
                    .filter(call -> call.attempt() > 2)
                    .isPresent());
  }

  private static OperationView acme(BerthClient berth) {
    return berth.core("acme", "production").orElseThrow().operation();
  }

  private static String host(BerthClient berth) {
    return berth.core("acme", "production").orElseThrow().core().hostId();
  }

  /** The query of the docs that begins with this attribute. */
  private String query(String attribute) throws IOException {
    List<String> found =
        Files.readAllLines(checkout.resolve("docs/operating.md")).stream()
            .filter(line -> line.startsWith("    " + attribute + " "))
            .map(String::strip)
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** Where the docs have them when asked to, else where Git does not see them. */
  private Path pictures() {
    return checkout.resolve(System.getProperty("berth.pictures", "local/target/pictures"));
  }
}
