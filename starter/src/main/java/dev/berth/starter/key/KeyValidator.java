package dev.berth.starter.key;

import dev.berth.client.api.ProblemCode;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.key.ApiKey;
import dev.berth.registry.key.KeyRecord;
import dev.berth.registry.key.KeyState;
import dev.berth.starter.problem.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Knows a caller by the API key that it shows. Nothing is kept: each request asks the registry, so
 * that a key that was revoked is refused by every starter at once.
 */
@Singleton
final class KeyValidator implements TokenValidator<HttpRequest<?>> {
  /** The last use is noted to the minute. */
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** For a registry that neither answers nor refuses. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(KeyValidator.class);

  private final Registry registry;
  private final Addresses addresses;
  private final Scheduler blocking;

  KeyValidator(
      Registry registry,
      Addresses addresses,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.registry = registry;
    this.addresses = addresses;
    this.blocking = Schedulers.fromExecutor(blocking);
  }

  @Override
  public Publisher<Authentication> validateToken(String token, HttpRequest<?> request) {
    return Scopes.areAskedFor(request)
        ? Mono.fromCallable(() -> caller(token, request))
            .subscribeOn(blocking)
            .timeout(PATIENCE, Mono.error(KeyValidator::late))
        : Mono.empty(); // health answers without the registry, too
  }

  private static Refusal late() {
    return Refusal.of(
        ProblemCode.REGISTRY_UNREACHABLE,
        "The registry (PostgreSQL) does not answer. It is safe to ask again in a moment.");
  }

  private @Nullable Authentication caller(String token, HttpRequest<?> request) {
    Optional<ApiKey> shown = ApiKey.parse(token);
    if (shown.isEmpty()) {
      Unauthorized.because(request, "This is no key of Berth, or not the whole key.");
      return null;
    }
    Optional<KeyRecord> known = registry.keys().find(shown.get().id()).filter(shown.get()::isOf);
    if (known.isEmpty()) {
      Unauthorized.because(request, "This key is not known here.");
      return null;
    }
    KeyRecord key = known.get();
    if (key.state() != KeyState.VALID) {
      Unauthorized.because(
          request, "The key %s (%s) is %s.".formatted(key.id(), key.name(), key.state().word()));
      return null;
    }
    if (key.lastUsedAt() == null || key.lastUsedAt().isBefore(Instant.now().minus(MINUTE))) {
      note(key, addresses.of(request));
    }
    return Caller.of(key);
  }

  /** The caller is let in whether or not this can be written. */
  private void note(KeyRecord key, String from) {
    try {
      registry.keys().used(key, from, new Actor(new Requester(key.name(), null), null));
    } catch (RuntimeException e) {
      LOG.warn("The use of key {} could not be noted: {}", key.id(), e.getMessage());
    }
  }
}
