package dev.berth.activities.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.Tag;

/** SSM Parameter Store: one SecureString of JSON per name. Writes are paced at its 3 per second. */
public final class ParameterStore implements SecretStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PACE = Duration.ofMillis(340);

  private final AwsClients aws;
  private final Semaphore turn = new Semaphore(1, true);

  /** Over these clients. */
  public ParameterStore(AwsClients aws) {
    this.aws = aws;
  }

  @Override
  public void create(
      String region, String name, Map<String, String> fields, Map<String, String> owner) {
    List<Tag> tags =
        owner.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    PutParameterRequest request =
        PutParameterRequest.builder()
            .name(name)
            .type(ParameterType.SECURE_STRING)
            .value(write(fields))
            .overwrite(false)
            .tags(tags)
            .build();
    try {
      paced(() -> aws.ssm(region).putParameter(request));
    } catch (ParameterAlreadyExistsException e) {
      // An earlier attempt made it: the secrets are made once.
    }
  }

  @Override
  public Optional<Map<String, String>> find(String region, String name) {
    try {
      var found = aws.ssm(region).getParameter(r -> r.name(name).withDecryption(true));
      return Optional.of(read(name, found.parameter().value()));
    } catch (ParameterNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void delete(String region, String name) {
    try {
      paced(() -> aws.ssm(region).deleteParameter(r -> r.name(name)));
    } catch (ParameterNotFoundException e) {
      // Never made, or deleted by an earlier attempt.
    }
  }

  /** One write at a time, with a pause after each. */
  private void paced(Runnable write) {
    turn.acquireUninterruptibly();
    try {
      write.run();
    } finally {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  Thread.sleep(PACE);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                turn.release();
              });
    }
  }

  private static String write(Map<String, String> fields) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("secrets are strings");
    }
  }

  private static Map<String, String> read(String name, String value) {
    try {
      return JSON.readValue(value, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      // The cause would quote the value.
      throw new IllegalStateException("the secret " + name + " is not a JSON object of strings");
    }
  }
}
