package dev.berth.starter.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.client.api.ProblemCode;
import dev.berth.starter.problem.Refusal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * SSM Parameter Store: one SecureString of JSON per name, as the worker keeps it. Credentials and
 * endpoint come from the SDK's own default chain; a client is made when a region is first asked.
 */
@Singleton
public final class ParameterStore {
  private static final Logger LOG = LoggerFactory.getLogger(ParameterStore.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, SsmClient> clients = new ConcurrentHashMap<>();

  /**
   * The API key that is kept under this name.
   *
   * @throws Refusal when the store is away, refuses, or does not hold the name
   */
  public String apiKey(String region, String name) {
    try {
      String secret =
          clients
              .computeIfAbsent(region, ParameterStore::client)
              .getParameter(r -> r.name(name).withDecryption(true))
              .parameter()
              .value();
      return JSON.readTree(secret).required("apiKey").asText();
    } catch (ParameterNotFoundException e) {
      throw Refusal.of(
          ProblemCode.SECRET_MISSING,
          "Parameter Store in %s does not hold %s, though the core is ready. Ask again in a moment; if the problem persists, the parameter was deleted."
              .formatted(region, name));
    } catch (SdkException e) {
      LOG.warn("Parameter Store in {} did not tell {}: {}", region, name, e.getMessage());
      throw refusal(region, name, e);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Without the cause: it would quote the secret.
      throw new IllegalStateException("the secret " + name + " is not JSON with an apiKey");
    }
  }

  private static Refusal refusal(String region, String name, SdkException trouble) {
    return trouble instanceof SsmException e
            && e.awsErrorDetails() != null
            && e.awsErrorDetails().errorCode().startsWith("AccessDenied")
        ? Refusal.of(
            ProblemCode.SECRET_STORE_REFUSES,
            "AWS does not let the starter read %s in %s. Its role needs ssm:GetParameter on that name, and kms:Decrypt when the parameter is encrypted with a key of your own."
                .formatted(name, region))
        : Refusal.of(
            ProblemCode.SECRET_STORE_UNREACHABLE,
            "Parameter Store in %s did not answer as expected; the starter's log has the cause. It is safe to ask again in a moment."
                .formatted(region));
  }

  /** The whole call takes less time than a client waits for an answer. */
  private static SsmClient client(String region) {
    return SsmClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .region(Region.of(region))
        .overrideConfiguration(
            o ->
                o.apiCallAttemptTimeout(Duration.ofSeconds(3))
                    .apiCallTimeout(Duration.ofSeconds(9)))
        .build();
  }

  @PreDestroy
  void close() {
    clients.values().forEach(SsmClient::close);
  }
}
