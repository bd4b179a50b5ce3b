package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.host.QuotaStore.Quota;
import dev.berth.registry.host.QuotaStore.Room;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaTest extends OnRegistry {
  private static final String REGION = "us-east-1";
  private static final Map<String, String> FIRST = Map.of("packed", "t3.small");

  @BeforeEach
  void types() {
    registry.quotas().putTypes(Map.of("t3.small", 2, "t2.micro", 1));
  }

  @Test
  void nothingIsRefusedWhileTheLimitIsUnknown() throws SQLException {
    host("h1", 1);

    assertThat(registry.quotas().find(REGION)).isEmpty();
    assertThat(reserve("h1").enough()).isTrue();

    registry.quotas().put(new Quota(REGION, null, 0));
    assertThat(registry.quotas().find(REGION).orElseThrow().vcpuLimit()).isNull();
    assertThat(reserve("h1").enough()).isTrue();
  }

  @Test
  void aTypeThatDoesNotCountIsNotRefused() throws SQLException {
    host("h1", 1);
    limit(1, 5);

    assertThat(registry.quotas().reserve("h1", REGION, "x1.32xlarge", FIRST).enough()).isTrue();
    assertThat(registry.quotas().vcpus("x1.32xlarge")).isEmpty();
  }

  @Test
  void whatOthersUseCounts() throws SQLException {
    host("h1", 1);
    limit(4, 3);

    assertThat(reserve("h1")).isEqualTo(new Room(4, 3, 0, 2));
    limit(4, 2);
    assertThat(reserve("h1").enough()).isTrue();
  }

  @Test
  void asManyReserveAtOnceAsThereIsRoomFor() throws SQLException {
    List<String> hosts = IntStream.range(0, 20).mapToObj(i -> "h" + i).toList();
    for (int i = 0; i < hosts.size(); i++) {
      host(hosts.get(i), i);
    }
    limit(13, 2); // 11 are free: five t3.small

    try (ExecutorService signups = Executors.newVirtualThreadPerTaskExecutor()) {
      hosts.forEach(host -> signups.execute(() -> reserve(host)));
    }

    assertThat(hosts.stream().filter(host -> typeOf(host) != null)).hasSize(5);
    assertThat(hosts.subList(0, 5)).allMatch(host -> typeOf(host) != null); // who came first
  }

  @Test
  void aHostThatRequestsAgainNeedsNoMoreThanItHas() throws SQLException {
    host("h1", 1);
    limit(2, 0);

    assertThat(reserve("h1").enough()).isTrue();
    assertThat(reserve("h1").enough()).isTrue();
  }

  @Test
  void roomThatAHostGivesBackGoesToWhoWaitsLongest() throws SQLException {
    host("h1", 1);
    host("h2", 2);
    host("h3", 3);
    limit(2, 0);
    reserve("h1");

    assertThat(room("h2").enough()).isFalse();
    sql("UPDATE hosts SET state = 'failed', settled_at = now() WHERE id = 'h1'");
    assertThat(room("h3").enough()).isFalse();
    assertThat(room("h2").enough()).isTrue();
  }

  @Test
  void hostsCountAsWhatTheyAreOrWillBe() throws SQLException {
    place("op1", "acme"); // packed: a t3.small will be requested
    host("h1", 1);
    sql("UPDATE hosts SET instance_type = 't2.micro' WHERE id = 'h1'");
    host("h2", 2);
    sql("UPDATE hosts SET state = 'retired', settled_at = now() WHERE id = 'h2'");

    assertThat(registry.quotas().ours(REGION, FIRST)).isEqualTo(3);
    assertThat(registry.quotas().ours("eu-west-1", FIRST)).isZero();
  }

  @Test
  void itIsKnownHowOldTheQuotaIs() throws SQLException {
    Duration minutes = Duration.ofMinutes(5);
    assertThat(registry.quotas().readWithin(minutes, REGION)).isFalse();
    limit(4, 3);
    assertThat(registry.quotas().readWithin(minutes, REGION)).isTrue();
    sql("UPDATE quotas SET read_at = now() - interval '6 minutes'");
    assertThat(registry.quotas().readWithin(minutes, REGION)).isFalse();
    limit(8, 3);
    assertThat(registry.quotas().readWithin(minutes, REGION)).isTrue();
    assertThat(registry.quotas().find(REGION)).contains(new Quota(REGION, 8, 3));
  }

  private Room reserve(String host) {
    return registry.quotas().reserve(host, REGION, "t3.small", FIRST);
  }

  private Room room(String host) {
    return registry.quotas().room(host, REGION, "t3.small", FIRST);
  }

  private void limit(int limit, int others) {
    registry.quotas().put(new Quota(REGION, limit, others));
  }

  private String typeOf(String host) {
    return registry.hosts().find(host).orElseThrow().instanceType();
  }

  private void host(String id, int second) throws SQLException {
    sql(
        """
        INSERT INTO hosts (id, region, plan, slots, state, created_by, created_at)
        VALUES ('%s', '%s', 'packed', 7, 'launching', 'test', '2026-11-25T00:00:%02dZ')
        """
            .formatted(id, REGION, second));
  }
}
