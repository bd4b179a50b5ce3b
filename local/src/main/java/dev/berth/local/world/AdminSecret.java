package dev.berth.local.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.simulator.AwsSimulator;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Who may make the cores' databases, where the worker looks for it. */
final class AdminSecret {
  static final String NAME = "/berth/" + World.INSTALLATION + "/databases/main";

  private AdminSecret() {}

  /** On AWS an operator does this once, by hand. */
  static void keep(AwsSimulator aws, String user, String password) {
    try (SsmClient ssm =
        SsmClient.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.of(World.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create("local", "local", aws.token("local"))))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      String value =
          new ObjectMapper().writeValueAsString(Map.of("user", user, "password", password));
      ssm.putParameter(
          r -> r.name(NAME).type(ParameterType.SECURE_STRING).value(value).overwrite(true));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings", e);
    }
  }
}
