package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.client.BerthClient;
import dev.berth.client.BerthException.Interrupted;
import dev.berth.client.BerthException.Refused;
import dev.berth.client.BerthException.TimedOut;
import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.Deployed;
import dev.berth.client.ProgressListener;
import dev.berth.client.api.CoreRequest;
import dev.berth.client.api.CredentialsView;
import dev.berth.client.api.CustomerReport;
import dev.berth.client.api.CustomerRequest;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ProblemCode;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BerthClientTest {
  private static TestStarter starter;
  private static BerthClient berth;

  @BeforeAll
  static void start() {
    starter = TestStarter.start().withWorker();
    berth = BerthClient.at(starter.url(), starter.key()).onBehalfOf("signup");
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @Test
  void aReadyCoreIsThereAtOnce() {
    starter.registry().deploy("op-1", "ready");

    assertThat(berth.deploy("ready", "development"))
        .isInstanceOfSatisfying(
            Deployed.Ready.class,
            ready -> assertThat(ready.core().url()).isEqualTo("http://c-ready.test"));
  }

  @Test
  void bothOfACustomersCoresHaveAResult() {
    starter.registry().deploy("op-half", "half");

    CustomerReport report =
        berth.deployBoth("half", new CustomerRequest(null, "10.2"), "request-9");

    assertThat(report.cores().getFirst().problem().status()).isEqualTo(409);
    assertThat(ProblemCode.of(report.cores().getFirst().problem().code()))
        .contains(ProblemCode.CORE_DIFFERS);
    assertThat(report.cores().getLast().problem()).isNull();
    assertThat(report.cores().getLast().operation().requestId()).isEqualTo("request-9");
    assertThatThrownBy(() -> berth.deployBoth("H", CustomerRequest.OPEN, null))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem().status()).isEqualTo(400));
  }

  @Test
  void anOwnerGetsTheKeyOfACoreThatIsReady() {
    starter.registry().deploy("op-owned", "owned");
    TestParameterStore.put("/berth/c-owned", "{\"apiKey\": \"the-key\"}");

    assertThat(berth.credentials("owned", "development"))
        .isEqualTo(new CredentialsView("http://c-owned.test", "the-key"));
    assertThat(berth.events(0, 1000).events())
        .anyMatch(
            e -> e.type().equals("core.credentials-read") && e.actor().equals("caller/signup"));
  }

  @Test
  void anOperationIsAwaitedUntilItEnds() throws Exception {
    OperationView accepted = accepted(berth.deploy("failing", "development"));

    OperationView ended = berth.await(accepted, Duration.ofSeconds(60));

    assertThat(ended.ended()).isTrue();
    assertThat(ended.succeeded()).isFalse();
    assertThat(ended.reason()).isEqualTo("invalid");
    assertThat(ended.requester()).isEqualTo("caller/signup");
  }

  @Test
  void waitingEndsInTimeAndTheOperationGoesOn() {
    OperationView accepted =
        accepted(berth.deploy("slow", "development", CoreRequest.OPEN, "request-7"));

    assertThat(accepted.requestId()).isEqualTo("request-7");
    assertThatThrownBy(() -> berth.await(accepted, Duration.ZERO)).isInstanceOf(TimedOut.class);
    assertThat(berth.core("slow", "development").orElseThrow().operation().ended()).isFalse();
  }

  @Test
  void whatIsRefusedSaysAllOfWhy() {
    assertThatThrownBy(
            () ->
                berth.deploy(
                    "a/b;c", "staging", new CoreRequest("mars", "tent", "newest"), "request-8"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem().status()).isIn(400, 404));
    assertThatThrownBy(
            () -> berth.deploy("A", "staging", new CoreRequest("mars", "tent", "newest"), null))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem().errors())
                    .extracting(Fault::field)
                    .containsExactly("customer", "region", "plan", "version"))
        .hasMessageStartingWith("The request is invalid, and nothing was started or changed. (")
        .hasMessageContaining("; plan must be one of packed, dedicated; ");
  }

  @Test
  void anInterruptEndsAWaitAndItsFlagStays() {
    OperationView accepted = accepted(berth.deploy("slow-too", "development"));

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> berth.await(accepted, Duration.ofMinutes(5)))
        .isInstanceOf(Interrupted.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptEndsAWaitForABerthThatIsAway() {
    OperationView accepted = accepted(berth.deploy("slow-away", "development"));
    BerthClient nowhere = BerthClient.at(URI.create("http://127.0.0.1:1"), null);
    ProgressListener interrupting =
        new ProgressListener() {
          @Override
          public void onUnreachable(Unreachable why) {
            Thread.currentThread().interrupt();
          }
        };

    assertThatThrownBy(() -> nowhere.await(accepted, Duration.ofMinutes(5), interrupting))
        .isInstanceOf(Interrupted.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(berth.core("nobody", "development")).isEmpty();
    assertThat(berth.operation("nothing")).isEmpty();
  }

  @Test
  void aBerthThatIsAwayIsUnreachable() {
    BerthClient nowhere = BerthClient.at(URI.create("http://127.0.0.1:1"), null);

    assertThatThrownBy(nowhere::cores).isInstanceOf(Unreachable.class);
  }

  private static OperationView accepted(Deployed deployed) {
    return ((Deployed.Accepted) deployed).operation();
  }
}
