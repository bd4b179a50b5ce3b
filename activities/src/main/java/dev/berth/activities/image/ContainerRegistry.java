package dev.berth.activities.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.activities.aws.BoundedAnswers;
import dev.berth.activities.failure.Fail;
import dev.berth.model.ContainerImage;
import dev.berth.model.FailureType;
import dev.berth.workflows.operation.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks a container registry what a tag means just now (distribution API, as {@code docker pull}
 * does; anonymous). A tag may be moved; a digest is what was meant.
 */
final class ContainerRegistry {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A token has a few kilobytes. */
  private static final long LARGEST_ANSWER = 64 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern CHALLENGE = Pattern.compile("(realm|service)=\"([^\"]*)\"");

  /** Beyond what Java knows: 100.64.0.0/10, unique local addresses, and NAT64. */
  private static final Pattern PRIVATE =
      Pattern.compile("100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.|f[cd][0-9a-f]{2}:|64:ff9b:");

  /** EC2's metadata service has a unique local address, too. */
  private static final Pattern METADATA = Pattern.compile("fd00:ec2:0:0:0:0:0:254");

  private static final String KINDS =
      "application/vnd.oci.image.index.v1+json,"
          + "application/vnd.docker.distribution.manifest.list.v2+json,"
          + "application/vnd.oci.image.manifest.v1+json,"
          + "application/vnd.docker.distribution.manifest.v2+json";

  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private final URI registry;

  /** At this address, such as {@code https://registry-1.docker.io}. */
  ContainerRegistry(URI registry) {
    this.registry = registry;
  }

  /** The digest of a container image. Fails with {@code invalid} when there is no such image. */
  String digest(String image) {
    ContainerImage parts = ContainerImage.of(image);
    String repository = parts.repository();
    URI manifest = registry.resolve("/v2/%s/manifests/%s".formatted(repository, parts.tag()));
    try {
      HttpResponse<Void> answer = head(manifest, Optional.empty());
      if (answer.statusCode() == 401) {
        answer = head(manifest, Optional.of(token(answer, repository)));
      }
      return digest(image, answer);
    } catch (IOException e) {
      throw Fail.retryable(
          FailureType.TRANSIENT, "the container registry %s does not answer: %s", registry, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.retryable(FailureType.TRANSIENT, "this worker is going down", e);
    }
  }

  private String digest(String image, HttpResponse<Void> answer) {
    return switch (answer.statusCode()) {
      case 200 ->
          answer
              .headers()
              .firstValue("Docker-Content-Digest")
              .filter(digest -> DIGEST.matcher(digest).matches())
              .orElseThrow(() -> trouble(image, "no digest of SHA-256"));
      // A repository that is not there is refused like one that is private.
      case 401, 403, 404 ->
          throw Fail.terminal(
              FailureType.INVALID,
              "there is no container image %s in %s that may be pulled without a login (status %d)",
              image,
              registry,
              answer.statusCode());
      case 429 -> throw Fail.retryable(FailureType.THROTTLED, "%s asks for fewer calls", registry);
      default -> throw trouble(image, "status " + answer.statusCode());
    };
  }

  private ApplicationFailure trouble(String image, String why) {
    return Fail.retryable(
        FailureType.TRANSIENT, "%s does not say what %s is: %s", registry, image, why);
  }

  private static HttpResponse<Void> head(URI manifest, Optional<String> token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(manifest).timeout(PATIENCE).HEAD().header("Accept", KINDS);
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    return HTTP.send(request.build(), BodyHandlers.discarding());
  }

  /** An anonymous one, from where the registry sends callers without one. */
  private String token(HttpResponse<Void> refusal, String repository)
      throws IOException, InterruptedException {
    String challenge = refusal.headers().firstValue("WWW-Authenticate").orElse("");
    String realm = "";
    String service = "";
    Matcher field = CHALLENGE.matcher(challenge);
    while (field.find()) {
      if (field.group(1).equals("realm")) {
        realm = field.group(2);
      } else {
        service = field.group(2);
      }
    }
    if (realm.isEmpty()) {
      throw new IOException("it wants a login");
    }
    String query =
        "?service=%s&scope=%s"
            .formatted(encoded(service), encoded("repository:" + repository + ":pull"));
    HttpRequest request = HttpRequest.newBuilder(tokenServer(realm, query)).build();
    HttpResponse<String> answer = BoundedAnswers.send(HTTP, request, LARGEST_ANSWER, PATIENCE);
    return JSON.readTree(answer.body()).path("token").asText();
  }

  /**
   * Where a registry sends callers for a token: a server of its own host, or another one by HTTPS.
   * A registry must not make a worker call what only the worker reaches: this computer, the
   * metadata service, or, for a public registry, a private network.
   */
  URI tokenServer(String realm, String query) throws IOException {
    URI server;
    try {
      server = new URI(realm + query);
    } catch (URISyntaxException e) {
      throw new IOException("it sends callers for a token to what is no address", e);
    }
    boolean own =
        Objects.equals(server.getHost(), registry.getHost())
            && Objects.equals(server.getScheme(), registry.getScheme());
    if (own || ("https".equals(server.getScheme()) && mayBeCalled(server.getHost()))) {
      return server;
    }
    throw new IOException("it sends callers for a token to a server that is not public: " + realm);
  }

  private boolean mayBeCalled(String host) {
    return host != null
        && addresses(host).noneMatch(ContainerRegistry::isOfThisComputer)
        && (addresses(host).noneMatch(ContainerRegistry::isPrivate)
            || addresses(registry.getHost()).anyMatch(ContainerRegistry::isPrivate));
  }

  /** None of a name that cannot be looked up here: only a proxy can lead there. */
  private static Stream<InetAddress> addresses(String host) {
    try {
      return Stream.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return Stream.empty();
    }
  }

  private static boolean isOfThisComputer(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || METADATA.matcher(address.getHostAddress()).matches();
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isSiteLocalAddress() || PRIVATE.matcher(address.getHostAddress()).lookingAt();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
