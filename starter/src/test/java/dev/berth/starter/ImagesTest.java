package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.model.FailureType;
import dev.berth.model.OperationKind;
import dev.berth.model.Requester;
import dev.berth.registry.image.ImageInputs;
import dev.berth.registry.image.ImageStore;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.ImageTask.What;
import dev.berth.workflows.image.KeepImages;
import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.image.RetireImage;
import dev.berth.workflows.image.RetireImageRequest;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images, through HTTP. */
class ImagesTest {
  private TestStarter starter;
  private ImageStore images;

  /** Plans whatever is wished; one base is of another region. */
  public static class Planning implements KeepImages {
    @Override
    public List<ImageTask> keep(KeepImagesRequest request) {
      if ("ami-00000000".equals(request.wish().baseAmi())) {
        throw Failures.terminal(
            FailureType.INVALID, "there is no AMI ami-00000000 in us-east-1", null);
      }
      ImagePlan plan =
          new ImagePlan(
              "m1",
              request.region(),
              "berth-test-m1",
              "ami-1",
              "core:1",
              "sha256:0",
              "docker",
              "s",
              1);
      boolean there = "1.0".equals(request.wish().version());
      ImageTask task = new ImageTask(there ? What.KEEP : What.BAKE, plan, "asked for", null, null);
      return List.of(there ? task.done(null, "is there already") : task.done("op-1", "bakes it"));
    }
  }

  /** Ends at once. */
  public static class Retiring implements RetireImage {
    @Override
    public void retire(RetireImageRequest request) {}
  }

  @BeforeEach
  void aStarterWithAWorker() {
    starter = TestStarter.start();
    starter
        .temporal()
        .newWorker(TaskQueues.CALLS)
        .registerWorkflowImplementationTypes(Planning.class, Retiring.class);
    starter.temporal().start();
    images = starter.registry().registry().images();
  }

  @AfterEach
  void end() {
    starter.close();
  }

  @Test
  void anImageThatIsAskedForIsAcceptedWithItsOperation() throws Exception {
    String operation = bakes("m1");

    HttpResponse<String> answer = post("", "{\"version\": \"2.0\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(json(answer).at("/operation/id").asText()).isEqualTo(operation);
    assertThat(json(answer).get("imageId").asText()).isEqualTo("m1");
    assertThat(answer.headers().firstValue("location")).contains("/v1/operations/" + operation);
  }

  @Test
  void oneThatExistsIsShown() throws Exception {
    baked("m1");

    HttpResponse<String> answer = post("", "{\"version\": \"1.0\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("id").asText()).isEqualTo("m1");
    assertThat(json(answer).get("status").asText()).isEqualTo("current");
  }

  @Test
  void allFaultsOfARequestAreListedAtOnce() throws Exception {
    JsonNode errors =
        json(post("", "{\"region\": \"mars\", \"version\": \"a b\", \"baseImage\": \"stock\"}"))
            .get("errors");

    assertThat(errors.findValuesAsText("field")).containsExactly("region", "version", "baseImage");
  }

  @Test
  void whatTheWorkerFindsImpossibleIsBadInputToo() throws Exception {
    HttpResponse<String> answer = post("", "{\"baseImage\": \"ami-00000000\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/errors/0/message").asText()).contains("there is no AMI");
  }

  @Test
  void anUnknownImageIsNotFound() throws Exception {
    assertThat(json(post("/m9/promote", "")).get("code").asText()).isEqualTo("no-such-image");
    assertThat(post("/ami-1/retire", "").statusCode()).isEqualTo(404);
  }

  @Test
  void oneThatFailedIsNotPromoted() throws Exception {
    claim("m1", "op1");
    images.giveUp("m1", "op1");

    HttpResponse<String> answer = post("/m1/promote", "");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).get("detail").asText()).contains("m1 is failed");
  }

  @Test
  void anEarlierOneIsPromotedAndTheEventLogSaysByWhom() throws Exception {
    baked("m1");
    baked("m2");
    assertThat(statuses()).containsExactly("current", "available");

    HttpResponse<String> answer = post("/m1/promote", "");

    assertThat(json(answer).get("status").asText()).isEqualTo("current");
    assertThat(statuses()).containsExactly("available", "current");
    JsonNode events = starter.get("/v1/events").json().get("events");
    JsonNode last = events.get(events.size() - 1);
    assertThat(last.get("type").asText()).isEqualTo("image.current");
    assertThat(last.get("actor").asText()).isEqualTo("caller/ops");
  }

  @Test
  void theCurrentOneStaysAndAnotherOneGoes() throws Exception {
    baked("m1");
    baked("m2");

    assertThat(json(post("/m2/retire", "")).get("code").asText()).isEqualTo("image-current");
    HttpResponse<String> retired = post("/m1/retire", "");
    assertThat(retired.statusCode()).isEqualTo(202);
    assertThat(json(retired).at("/operation/kind").asText()).isEqualTo("retire-image");
    assertThat(json(retired).get("imageId").asText()).isEqualTo("m1");
  }

  /** A run on the image, of which the starter only looks at the workflow id. */
  private String bakes(String id) {
    RetireImageRequest request =
        new RetireImageRequest(id, "us-east-1", "test", new Requester("ops", "r-1"));
    RetireImage run =
        starter
            .temporal()
            .getWorkflowClient()
            .newWorkflowStub(
                RetireImage.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(request.workflowId())
                    .setTaskQueue(TaskQueues.CALLS)
                    .build());
    return WorkflowClient.start(run::retire, request).getRunId();
  }

  private void baked(String id) {
    claim(id, "op-of-" + id);
    images.settle(id, "op-of-" + id, "ami-of-" + id, "sha256:1", "{}");
  }

  private void claim(String id, String operation) {
    images.claim(
        new ImageInputs(id, "us-east-1", "ami-base", "core:1", "sha256:0", "docker", "s", 1),
        new Operation.Begin(
                operation,
                "image/" + id,
                OperationKind.BAKE_IMAGE,
                "us-east-1",
                null,
                new Requester("test", null))
            .operation());
  }

  private List<String> statuses() throws Exception {
    return starter.get("/v1/images").json().get("images").findValuesAsText("status");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(starter.url() + "/v1/images" + path))
            .header("Authorization", "Bearer " + starter.key())
            .header("X-Requester", "ops")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }
}
