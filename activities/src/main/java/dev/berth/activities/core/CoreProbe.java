package dev.berth.activities.core;

import com.google.common.base.Stopwatch;
import com.google.common.net.HostAndPort;
import dev.berth.activities.aws.BoundedAnswers;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.failure.Fail;
import dev.berth.model.FailureType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Proves that the right core answers. {@code /hello} alone proves nothing: a second core on a taken
 * port dies while the first one goes on answering, and above 5 requests per second it answers
 * blindly (supertokens.md 4). The final gate needs key and database.
 */
public final class CoreProbe {
  /** A core whose database is away holds a request for up to 15 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** An honest answer has some hundred bytes; one without an end would fill the worker's memory. */
  private static final long LARGEST_ANSWER = 64 << 10;

  /** At most about one look per second: the core's own limit for an honest /hello is five. */
  private static final Duration PAUSE = Duration.ofMillis(800);

  /** While nothing answers, /hello is not reached. */
  private static final Duration PAUSE_UNANSWERED = Duration.ofMillis(100);

  /** How long a core may be silent until its host is asked, and asked again. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final HttpClient http;

  /**
   * Java's own {@code http.proxyHost} would be for everything that the process calls, and never for
   * loopback addresses; this one is for cores only.
   *
   * @param proxy an HTTP proxy that leads to the hosts, where they are in another network
   */
  public CoreProbe(Optional<HostAndPort> proxy) {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    // Not looked up here: it may come back at another address.
    proxy
        .map(at -> InetSocketAddress.createUnresolved(at.getHost(), at.getPort()))
        .map(ProxySelector::of)
        .ifPresent(client::proxy);
    this.http = client.build();
  }

  /**
   * Waits until the right core answers.
   *
   * @param whenSilent runs after ten seconds of silence, and again; may throw what ends the wait
   */
  public void await(String address, String key, Runnable whenSilent) {
    Stopwatch silence = Stopwatch.createStarted();
    Waiting.until(
        "core at " + address,
        () -> {
          if (look(address, key)) {
            return Optional.of(true);
          }
          if (silence.elapsed().compareTo(SILENCE) > 0) {
            whenSilent.run();
            silence.reset().start();
          }
          return Optional.empty();
        });
  }

  /**
   * One look: true when it is the right core and well, false when it is not there yet; fails when
   * another program answers.
   */
  private boolean look(String address, String key) throws InterruptedException {
    Duration pause = PAUSE_UNANSWERED;
    try {
      // First, so that a stranger that accepts every key is not told the real one.
      if (opens(address, SecretsActivities.random())) {
        throw Fail.terminal(FailureType.WRONG_CORE, "what answers at %s accepts any key", address);
      }
      pause = PAUSE;
      if (!opens(address, key)) {
        throw Fail.terminal(
            FailureType.WRONG_CORE, "what answers at %s does not know this core's key", address);
      }
      HttpResponse<String> users = get(address, "/users/count", key);
      if (users.statusCode() == 200
          && users.body().contains("\"OK\"")
          && get(address, "/hello", null).statusCode() == 200) {
        return true;
      }
    } catch (IOException e) {
      // Not listening yet, or busy: the next look tells; the activity's bound ends the wait.
    }
    Thread.sleep(pause);
    return false;
  }

  private boolean opens(String address, String key) throws IOException, InterruptedException {
    int status = get(address, "/apiversion", key).statusCode();
    if (status != 200 && status != 401) {
      throw new IOException("/apiversion answered " + status);
    }
    return status == 200;
  }

  private HttpResponse<String> get(String address, String path, String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path));
    if (key != null) {
      request.header("api-key", key);
    }
    return BoundedAnswers.send(http, request.build(), LARGEST_ANSWER, PATIENCE);
  }
}
