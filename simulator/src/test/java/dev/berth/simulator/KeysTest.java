package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.account.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The door of the simulator: other users of the computer and web pages stay outside. */
class KeysTest {
  private static final String FAULT =
      "{\"kind\":\"fail\",\"operation\":\"*\",\"times\":9,\"code\":\"X\",\"status\":500}";

  @TempDir Path directory;
  private Simulation simulation;

  @BeforeEach
  void start() throws IOException {
    simulation = new Simulation(directory);
    simulation.ssm.putParameter(
        r -> r.name("/berth/a").value("s3cret").type(ParameterType.SECURE_STRING));
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  @Test
  void aCallerWithoutTheTokenOfItsAccessKeyIsRefused() {
    String workers = simulation.aws.token("worker@local");
    for (AwsCredentials caller :
        List.of(
            AwsBasicCredentials.create("mallory", "anything"),
            AwsSessionCredentials.create("mallory", "anything", "a guess"),
            AwsSessionCredentials.create("mallory", "anything", workers))) {
      assertThatThrownBy(() -> read(caller))
          .isInstanceOfSatisfying(
              AwsServiceException.class,
              refused -> {
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId");
              });
    }
    String own = simulation.aws.token("mallory");
    assertThat(read(AwsSessionCredentials.create("mallory", "anything", own))).isEqualTo("s3cret");
  }

  private String read(AwsCredentials caller) {
    try (SsmClient ssm =
        SsmClient.builder()
            .endpointOverride(simulation.aws.endpoint())
            .region(Region.of(simulation.region.name()))
            .credentialsProvider(StaticCredentialsProvider.create(caller))
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build()) {
      return ssm.getParameter(r -> r.name("/berth/a").withDecryption(true)).parameter().value();
    }
  }

  @Test
  void faultsAreScriptedByTheOperatorOnly() throws IOException {
    String workers = "X-Amz-Security-Token: " + simulation.aws.token("worker@local");

    for (String path : List.of("faults", "snapshot", "elsewhere")) {
      assertThat(send("GET /_simulator/" + path, "localhost", "Accept: */*", "")).startsWith("403");
      assertThat(send("GET /_simulator/" + path, "localhost", workers, "")).startsWith("403");
    }
    assertThat(send("POST /_simulator/faults", "localhost", workers, FAULT)).startsWith("403");
    assertThat(simulation.aws.faults().active()).isEmpty();
    assertThat(send("POST /_simulator/faults", "localhost", operator(), FAULT)).startsWith("200");
    assertThat(simulation.aws.faults().active()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "x.localhost", "127.0.0.1.evil.example", "aws", ""})
  void aNameThatIsNotThisComputersIsRefused(String host) throws IOException {
    assertThat(send("POST /_simulator/faults", host, operator(), FAULT)).startsWith("403");
    assertThat(send("GET /_simulator/health", host, operator(), "")).startsWith("403");
    assertThat(send("GET /v2/core/manifests/1", host, operator(), "")).startsWith("403");
    assertThat(simulation.aws.faults().active()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "127.0.0.1:8483", "192.168.1.5"})
  void anAddressOfThisComputerIsAnswered(String host) throws IOException {
    assertThat(send("GET /_simulator/health", host, "Accept: */*", "")).startsWith("200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: none"})
  void aBrowserIsRefused(String header) throws IOException {
    String both = header + "\r\n" + operator();

    assertThat(send("POST /_simulator/faults", "localhost", both, FAULT)).startsWith("403");
    assertThat(simulation.aws.faults().active()).isEmpty();
  }

  @Test
  void theSecretIsItsOwnersAndStays() throws IOException {
    for (String file : List.of("secret", "credentials", "header")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(directory.resolve("header")).hasContent(operator());
    assertThat(directory.resolve("credentials"))
        .content()
        .contains("aws_session_token = " + simulation.aws.token("operator"));
    assertThat(Keys.in(directory.resolve("secret")).token("operator"))
        .isEqualTo(simulation.aws.token("operator"));
  }

  private String operator() {
    return "X-Amz-Security-Token: " + simulation.aws.token("operator");
  }

  /** As no HTTP client sends it: with any Host. The answer, from its status on. */
  private String send(String request, String host, String headers, String body) throws IOException {
    URI endpoint = simulation.aws.endpoint();
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "%s HTTP/1.1\r\nHost: %s\r\n%s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(request, host, headers, body.length(), body)
              .getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("^HTTP/1.1 ", "");
    }
  }
}
