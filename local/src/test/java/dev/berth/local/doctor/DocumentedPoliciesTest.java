package dev.berth.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentedPoliciesTest {
  private final Path root = Checkout.find(System.getenv()).root();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "activities/src/main/resources/iam/worker.json",
        "activities/src/main/resources/iam/host.json",
        "starter/src/main/resources/iam/starter.json"
      })
  void theDocumentedCommandPutsInEveryName(String policy) throws Exception {
    String command =
        Files.readAllLines(root.resolve("docs/permissions.md")).stream()
            .map(String::strip)
            .filter(line -> line.startsWith("sed "))
            .findFirst()
            .orElseThrow()
            .replace("worker.json > policy.json", root.resolve(policy).toString());

    Programs.Outcome outcome = Programs.run(Duration.ofMinutes(1), List.of("sh", "-c", command));

    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("main").doesNotContainPattern("\\{[a-z-]+}");
    assertThat(new ObjectMapper().readTree(outcome.output()).get("Statement")).isNotEmpty();
  }
}
