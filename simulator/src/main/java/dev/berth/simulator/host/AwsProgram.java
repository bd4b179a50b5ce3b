package dev.berth.simulator.host;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host's {@code aws} does: reads one secret with the host's identity. Answers, texts and
 * exit codes are the AWS CLI's: 254 an error of the service, 252 a call that it does not
 * understand, 255 no connection.
 */
public final class AwsProgram {

  private static final String KNOWN =
      "aws ssm get-parameter --name NAME --with-decryption --query Parameter.Value --output text"
          + " [--region REGION]";

  private AwsProgram() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    OwnStart.awaitAge(delay(Path.of(System.getenv("BERTH_ROOT"), "etc/delays/aws-cli")));
    System.exit(run(List.of(words), System.getenv(), System.out, System.err));
  }

  private static Duration delay(Path file) throws IOException {
    return Files.exists(file)
        ? Duration.ofNanos(Math.round(Double.parseDouble(Files.readString(file)) * 1e9))
        : Duration.ZERO;
  }

  private static int run(
      List<String> words, Map<String, String> environment, PrintStream out, PrintStream err)
      throws IOException {
    Map<String, String> options = options(words);
    String name = options.get("--name");
    if (name == null
        || !options.containsKey("--with-decryption")
        || !"Parameter.Value".equals(options.get("--query"))
        || !"text".equals(options.get("--output"))) {
      err.println("aws: error: this stand-in knows one command: " + KNOWN);
      return 252;
    }
    URI endpoint = URI.create(environment.get("AWS_ENDPOINT_URL"));
    String region = options.getOrDefault("--region", environment.get("AWS_REGION"));
    HttpURLConnection call = (HttpURLConnection) endpoint.resolve("/").toURL().openConnection();
    try {
      call.setRequestProperty("X-Amz-Security-Token", environment.get("AWS_SESSION_TOKEN"));
      send(call, name, region, environment.get("BERTH_INSTANCE_ID"));
      int status = call.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        out.println(fields(call.getInputStream()).get("Value"));
        return 0;
      }
      Map<String, String> error = fields(call.getErrorStream());
      String type = error.getOrDefault("__type", String.valueOf(status));
      err.printf(
          "%nAn error occurred (%s) when calling the GetParameter operation: %s%n",
          type.substring(type.indexOf('#') + 1),
          error.getOrDefault("message", error.getOrDefault("Message", "Unknown")));
      return 254;
    } catch (ConnectException refused) {
      err.printf("%nCould not connect to the endpoint URL: \"%s\"%n", endpoint);
      return 255;
    }
  }

  private static Map<String, String> options(List<String> words) {
    Map<String, String> options = new HashMap<>();
    if (words.size() < 2 || !words.subList(0, 2).equals(List.of("ssm", "get-parameter"))) {
      return options;
    }
    for (int i = 2; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "--with-decryption" -> options.put(word, "");
        case "--name", "--query", "--output", "--region" ->
            options.put(word, ++i < words.size() ? words.get(i) : "");
        default -> {
          return Map.of();
        }
      }
    }
    return options;
  }

  /** Signs nothing, yet says who asks, and for which region: that routes the call. */
  private static void send(HttpURLConnection call, String name, String region, String identity)
      throws IOException {
    call.setRequestMethod("POST");
    call.setDoOutput(true);
    call.setConnectTimeout(10_000);
    call.setReadTimeout(60_000);
    call.setRequestProperty("Content-Type", "application/x-amz-json-1.1");
    call.setRequestProperty("X-Amz-Target", "AmazonSSM.GetParameter");
    call.setRequestProperty(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=%s/00000000/%s/ssm/aws4_request, SignedHeaders=host, Signature=0"
            .formatted(identity, region));
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(name));
    call.getOutputStream()
        .write(
            "{\"Name\":\"%s\",\"WithDecryption\":true}"
                .formatted(quoted)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** The text fields of an answer, at whatever depth. */
  private static Map<String, String> fields(InputStream answer) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(answer)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          fields.put(json.currentName(), json.getText());
        }
      }
    }
    return fields;
  }
}
