package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.Requester;
import dev.berth.model.Scope;
import dev.berth.registry.event.Event;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.key.ApiKey;
import dev.berth.registry.key.KeyFile;
import dev.berth.registry.key.KeyGrant;
import dev.berth.registry.key.KeyRecord;
import dev.berth.registry.key.KeyState;
import dev.berth.registry.key.KeyStore;
import dev.berth.registry.key.KeyStore.First;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest extends OnRegistry {
  private static final Actor ANN = new Actor(new Requester("ann", "r-1"), null);
  private static final Duration DAY = Duration.ofDays(1);

  private KeyStore keys;

  @BeforeEach
  void asTheStarter() {
    keys = Registry.open(asStarter).keys();
  }

  @Test
  void aKeyIsKnownByItsIdAndItsHashAlone() {
    ApiKey key = ApiKey.random();
    KeyRecord made = add(key, "signup", null);

    assertThat(keys.find(key.id())).contains(made);
    assertThat(key.isOf(made)).isTrue();
    assertThat(ApiKey.random().isOf(made)).isFalse();
    assertThat(made.scopes()).containsExactly("read", "signup");
    assertThat(made.state()).isEqualTo(KeyState.VALID);
    assertThat(key.secret()).doesNotContain(made.hash());
    assertThat(key + " " + made).doesNotContain(key.secret().substring(15), made.hash());
    assertThat(types()).containsExactly("key.created");
    Event created = registry.events().after(0, 1).getFirst();
    assertThat(created.subject()).isEqualTo("key/" + key.id());
    assertThat(created.actor()).isEqualTo("ann");
    assertThat(created.reason()).isEqualTo("signup: read, signup");
  }

  @Test
  void aNameHasOneKeyUntilItIsRevoked() {
    ApiKey first = ApiKey.random();
    KeyRecord _ = add(first, "signup", null);
    KeyGrant same = grant("signup", null);

    assertThat(keys.add(ApiKey.random(), same, ANN)).isEmpty();
    assertThat(keys.revoke(first.id(), ANN, "leaked")).isPresent();
    assertThat(keys.add(ApiKey.random(), same, ANN)).isPresent();
    assertThat(types()).containsExactly("key.created", "key.revoked", "key.created");
  }

  @Test
  void aRevokedKeyStaysRevokedAndTheEventLogSaysItOnce() {
    ApiKey key = ApiKey.random();
    KeyRecord _ = add(key, "signup", null);

    KeyRecord revoked = keys.revoke(key.id(), ANN, "leaked").orElseThrow();

    assertThat(revoked.state()).isEqualTo(KeyState.REVOKED);
    assertThat(keys.revoke(key.id(), ANN, "again")).contains(revoked);
    assertThat(keys.revoke("00000000", ANN, null)).isEmpty();
    assertThat(types()).containsExactly("key.created", "key.revoked");
  }

  @Test
  void aKeyExpires() {
    ApiKey key = ApiKey.random();
    KeyRecord made = add(key, "signup", Duration.ofMillis(1));

    assertThat(made.expiresAt()).isEqualTo(made.createdAt().plusMillis(1));
    assertThat(keys.find(key.id()).orElseThrow().state()).isEqualTo(KeyState.EXPIRED);
  }

  @Test
  void aSuccessorIsLikeTheKeyAndBothAreValidUntilTheOverlapIsOver() {
    ApiKey old = ApiKey.random();
    ApiKey next = ApiKey.random();
    KeyRecord made = add(old, "signup", DAY);

    KeyRecord successor = keys.roll(old.id(), next, Duration.ofHours(2), ANN).orElseThrow();

    assertThat(successor.name()).isEqualTo("signup");
    assertThat(successor.scopes()).isEqualTo(made.scopes());
    assertThat(successor.customers()).isEqualTo(made.customers());
    assertThat(successor.expiresAt()).isEqualTo(successor.createdAt().plus(DAY));
    KeyRecord rolled = keys.find(old.id()).orElseThrow();
    assertThat(rolled.state()).isEqualTo(KeyState.VALID);
    assertThat(rolled.replacedBy()).isEqualTo(next.id());
    assertThat(rolled.expiresAt()).isEqualTo(successor.createdAt().plus(2, ChronoUnit.HOURS));
    assertThat(keys.roll(old.id(), ApiKey.random(), DAY, ANN)).isEmpty();
    assertThat(types()).containsExactly("key.created", "key.rolled", "key.created");
  }

  @Test
  void anOverlapNeverMakesAKeyLiveLonger() {
    ApiKey old = ApiKey.random();
    KeyRecord made = add(old, "signup", DAY);

    assertThat(keys.roll(old.id(), ApiKey.random(), Duration.ofDays(7), ANN)).isPresent();

    assertThat(keys.find(old.id()).orElseThrow().expiresAt()).isEqualTo(made.expiresAt());
  }

  @Test
  void theFirstUseIsAnEventAndLaterOnesAreNotedByTheMinute() throws SQLException {
    ApiKey key = ApiKey.random();
    KeyRecord unused = add(key, "signup", null);

    keys.used(unused, "10.0.0.1", ANN);
    keys.used(unused, "10.0.0.2", ANN);

    KeyRecord used = keys.find(key.id()).orElseThrow();
    assertThat(used.lastUsedFrom()).isEqualTo("10.0.0.1");
    assertThat(types()).containsExactly("key.created", "key.used");
    sql("UPDATE api_keys SET last_used_at = last_used_at - interval '2 minutes'");
    keys.used(keys.find(key.id()).orElseThrow(), "10.0.0.3", ANN);
    assertThat(keys.find(key.id()).orElseThrow().lastUsedFrom()).isEqualTo("10.0.0.3");
    assertThat(types()).containsExactly("key.created", "key.used");
  }

  @Test
  void theFirstKeyIsAddedOnlyWhileNoOtherMakesKeys() {
    ApiKey first = ApiKey.random();
    ApiKey second = ApiKey.random();

    assertThat(keys.addFirst(first)).isEqualTo(First.VALID);
    assertThat(keys.addFirst(first)).isEqualTo(First.VALID);
    assertThat(keys.addFirst(second)).isEqualTo(First.NOT_NEEDED);
    assertThat(keys.find(second.id())).isEmpty();
    assertThat(keys.find(first.id()).orElseThrow().scopes())
        .containsExactly("read", "signup", "credentials", "operator", "admin");

    assertThat(keys.revoke(first.id(), ANN, "lost")).isPresent();
    assertThat(keys.addFirst(first)).as("a revoked key comes back").isEqualTo(First.SPENT);
    assertThat(keys.addFirst(second)).isEqualTo(First.VALID);
  }

  @Test
  void theWorkerCannotReadKeysAndTheStarterDeletesNone() {
    KeyRecord _ = add(ApiKey.random(), "signup", null);

    assertThatThrownBy(() -> registry.keys().list()).hasMessageContaining("permission denied");
    for (String statement :
        List.of(
            "DELETE FROM api_keys",
            "UPDATE api_keys SET scopes = '{admin}'",
            "UPDATE api_keys SET hash = hash",
            "UPDATE api_keys SET customers = NULL")) {
      assertThatThrownBy(() -> Registry.open(asStarter).database().execute(statement))
          .as(statement)
          .hasMessageContaining("permission denied");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "berth_",
        "berth_00000000_00000000000000000000000000000000000000",
        "Bearer berth_00000000_00000000000000000000000000000000000000"
      })
  void whatIsNoWholeKeyIsToldWithoutTheRegistry(String text) {
    assertThat(ApiKey.parse(text)).isEmpty();
  }

  @Test
  void oneWrongCharacterIsNoticed() {
    String key = ApiKey.random().secret();

    for (int i = 0; i < key.length(); i++) {
      char other = key.charAt(i) == 'x' ? 'y' : 'x';
      assertThat(ApiKey.parse(key.substring(0, i) + other + key.substring(i + 1)))
          .as("character %d", i)
          .isEmpty();
    }
    assertThat(ApiKey.parse(key)).isPresent();
  }

  @Test
  void aFileKeepsTheFirstKeyForItsOwnerAlone(@TempDir Path folder) throws Exception {
    KeyFile file = new KeyFile(folder.resolve("key"));

    ApiKey made = file.readOrMake();

    assertThat(file.readOrMake().secret()).isEqualTo(made.secret());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("key");
    Files.writeString(file.path(), "something else");
    assertThatThrownBy(file::readOrMake)
        .isInstanceOf(RegistryRefusal.class)
        .hasMessageContaining("holds no API key");
  }

  @Test
  void ofSeveralThatMakeTheFileAtOnceAllHaveTheSameKey(@TempDir Path folder) throws Exception {
    KeyFile file = new KeyFile(folder.resolve("key"));
    try (ExecutorService processes = Executors.newFixedThreadPool(8)) {
      List<Future<ApiKey>> made =
          processes.invokeAll(Collections.nCopies(32, (Callable<ApiKey>) file::readOrMake));

      for (Future<ApiKey> each : made) {
        assertThat(each.get().secret()).isEqualTo(file.readOrMake().secret());
      }
    }
  }

  private KeyRecord add(ApiKey key, String name, Duration lifetime) {
    return keys.add(key, grant(name, lifetime), ANN).orElseThrow();
  }

  private static KeyGrant grant(String name, Duration lifetime) {
    return new KeyGrant(name, Set.of(Scope.SIGNUP, Scope.READ), null, lifetime);
  }

  private List<String> types() {
    return registry.events().after(0, 100).stream().map(event -> event.type().word()).toList();
  }
}
