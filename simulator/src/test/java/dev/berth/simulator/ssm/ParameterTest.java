package dev.berth.simulator.ssm;

import static dev.berth.simulator.Refusals.assertRefused;
import static dev.berth.simulator.Simulation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.account.Account;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

class ParameterTest {

  @TempDir Path directory;
  private Simulation simulation;

  @BeforeEach
  void start() throws IOException {
    simulation = new Simulation(directory);
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  @Test
  void aSecretComesBackOnlyDecrypted() {
    put("/berth/a", "s3cret");

    assertThat(get("/berth/a", true).value()).isEqualTo("s3cret");
    assertThat(get("/berth/a", false).value()).doesNotContain("s3cret");
    assertThat(get("/berth/a", true).type()).isEqualTo(ParameterType.SECURE_STRING);
  }

  @Test
  void aParameterIsNotOverwrittenUnlessAsked() {
    put("/berth/a", "one");

    assertRefused(() -> put("/berth/a", "two"), "ParameterAlreadyExists");
    assertThat(get("/berth/a", true).value()).isEqualTo("one");
    simulation.ssm.putParameter(
        r -> r.name("/berth/a").value("two").type(ParameterType.SECURE_STRING).overwrite(true));
    assertThat(get("/berth/a", true).value()).isEqualTo("two");
    assertThat(get("/berth/a", true).version()).isEqualTo(2);
  }

  @Test
  void aSecretThatIsOverwrittenStaysOne() {
    put("/berth/a", "one");

    simulation.ssm.putParameter(r -> r.name("/berth/a").value("two").overwrite(true));

    assertThat(get("/berth/a", false).value()).doesNotContain("two");
    assertRefused(
        () -> simulation.ssm.putParameter(r -> r.name("/berth/b").value("one")),
        "ValidationException");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertRefused(() -> get("/berth/a", true), "ParameterNotFound");
    assertRefused(
        () -> simulation.ssm.deleteParameter(r -> r.name("/berth/a")), "ParameterNotFound");
    put("/berth/a", "one");
    simulation.ssm.deleteParameter(request -> request.name("/berth/a"));
    assertRefused(() -> get("/berth/a", true), "ParameterNotFound");
  }

  @Test
  void aPathShowsItsParametersPageByPage() {
    for (int i = 10; i < 22; i++) {
      put("/berth/cores/" + i, "value " + i);
    }
    put("/berth/cores/deep/down", "deep");
    put("/berth/corest", "not on the path");

    var flat =
        simulation.ssm.getParametersByPathPaginator(
            r -> r.path("/berth/cores").withDecryption(true));
    var deep = simulation.ssm.getParametersByPathPaginator(r -> r.path("/berth/").recursive(true));

    assertThat(flat.stream().flatMap(page -> page.parameters().stream()))
        .hasSize(12)
        .extracting(Parameter::value)
        .startsWith("value 10")
        .endsWith("value 21");
    assertThat(deep.stream().flatMap(page -> page.parameters().stream())).hasSize(14);
  }

  @Test
  void tagsAreKeptOnParametersAndSeenInTheSnapshot() {
    Tag first = Tag.builder().key("first").value("1").build();
    simulation.ssm.putParameter(
        r -> r.name("/berth/a").value("v").type(ParameterType.SECURE_STRING).tags(first));
    simulation.ssm.addTagsToResource(
        r ->
            r.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId("/berth/a")
                .tags(Tag.builder().key("second").value("2").build()));

    assertThat(simulation.aws.snapshot().parameters().getFirst().tags())
        .containsExactlyInAnyOrderEntriesOf(Map.of("first", "1", "second", "2"));
    assertRefused(
        () ->
            simulation.ssm.addTagsToResource(
                r ->
                    r.resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId("/berth/b")
                        .tags(first)),
        "InvalidResourceId");
  }

  @Test
  void whatTheStoreDoesNotTakeIsRefused() {
    assertRefused(() -> put("/aws/mine", "v"), "AccessDeniedException");
    assertRefused(() -> put("/berth/a b", "v"), "ValidationException");
    assertRefused(() -> put("/berth/a", "v".repeat(4097)), "ValidationException");
  }

  @Test
  void thePublicParameterNamesTheStockImageOfItsRegion() {
    assertThat(get(Account.STOCK_IMAGE_PARAMETER, false).value())
        .isEqualTo(simulation.region.stockImage().id());
  }

  @Test
  void theSnapshotNeverHasAValue() {
    put("/berth/a", "s3cret");

    assertThat(simulation.aws.snapshot().toString()).contains("/berth/a").doesNotContain("s3cret");
  }

  @Test
  void anOperationThatIsNotOfferedIsAwssOwnError() {
    assertRefused(() -> simulation.ssm.listDocuments(), "UnknownOperationException");
  }

  /** As often as it takes: the store accepts only so many a second. */
  private void put(String name, String value) {
    eventually(
        () -> {
          try {
            simulation.ssm.putParameter(
                r -> r.name(name).value(value).type(ParameterType.SECURE_STRING).overwrite(false));
            return true;
          } catch (SsmException refusal) {
            if (refusal.isThrottlingException()) {
              return false;
            }
            throw refusal;
          }
        },
        done -> done);
  }

  private Parameter get(String name, boolean decrypted) {
    return simulation.ssm.getParameter(r -> r.name(name).withDecryption(decrypted)).parameter();
  }
}
