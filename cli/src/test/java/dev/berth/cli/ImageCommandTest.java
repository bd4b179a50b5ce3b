package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageCommandTest {
  private static final String IMAGE =
      """
      {"id": "m1", "region": "us-east-1", "status": "current", "amiId": "ami-2", "baseImage": "ami-1", "coreImage": "core:1", "digest": "sha256:0",
       "docker": "docker", "edition": 1, "hosts": 4, "failures": 0, "createdAt": "2026-01-01T00:00:00Z",
       "bakedAt": "2026-01-01T00:00:00Z"}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void imagesAreListedWithAgeBaseCoreAndHosts() {
    starter.on("GET /v1/images", 200, "{\"images\": [%s]}".formatted(IMAGE));

    Command command = run("image", "list");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out().lines())
        .anyMatch(l -> l.matches("m1 +current +us-east-1 +ami-2 +.+ +ami-1 +core:1 +1 +4"));
  }

  @Test
  void whatIsNotSaidIsNotAskedFor() {
    starter.on(
        "POST /v1/images",
        202,
        """
        {"operation": {"id": "op-1", "kind": "bake-image", "region": "us-east-1", "state": "running",
         "temporal": {"workflowId": "image/m1", "runId": "op-1"}}, "imageId": "m1"}""");

    Command command = run("image", "bake", "--version", "10.1");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(starter.bodies().getFirst()).isEqualToIgnoringWhitespace("{\"version\": \"10.1\"}");
    assertThat(command.out()).contains("bake-image of image m1 is under way", "berth why op-1");
  }

  @Test
  void anImageThatExistsIsShown() {
    starter.on("POST /v1/images", 200, IMAGE);

    Command command = run("image", "bake", "--wait");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).contains("m1", "current");
  }

  @Test
  void anEarlierImageIsPromotedByItsId() {
    starter.on("POST /v1/images/m1/promote", 200, IMAGE);

    assertThat(run("image", "promote", "m1").out()).contains("current");
    assertThat(run("image", "promote").code()).isEqualTo(ExitCode.BAD_INPUT);
  }

  private Command run(String... words) {
    return Command.run(
        Stream.concat(Stream.of(words), Stream.of("--url", starter.url())).toArray(String[]::new));
  }
}
