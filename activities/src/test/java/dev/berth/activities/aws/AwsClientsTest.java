package dev.berth.activities.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.activities.attempt.Lease;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

class AwsClientsTest {
  private final AtomicInteger sent = new AtomicInteger();
  private final AwsClients clients =
      new AwsClients(
          new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
              sent.incrementAndGet();
              throw new IllegalStateException("sent");
            }

            @Override
            public void close() {}
          },
          client -> client.credentialsProvider(AnonymousCredentialsProvider.create()));

  @AfterEach
  void end() {
    Lease.leave();
    clients.close();
  }

  @Test
  void anAttemptThatHasLostItsLeaseSendsNothing() {
    Lease lease = new Lease(Duration.ofSeconds(5), System::nanoTime);
    lease.enter();
    assertThatThrownBy(this::ask).hasMessageContaining("sent");
    int before = sent.get();

    lease.lose();

    assertThatThrownBy(this::ask).hasMessageContaining("this worker stood still");
    assertThat(sent).hasValue(before);
  }

  private void ask() {
    clients.ec2("us-east-1").describeInstances();
  }
}
