package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Plan;
import dev.berth.registry.host.PlanRecord;
import dev.berth.registry.host.QuotaStore.Quota;
import dev.berth.registry.host.QuotaStore.Room;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaTest extends OnRegistry {
  private static final String REGION = "us-east-1";

  @BeforeEach
  void types() {
    registry.quotas().putTypes(Map.of("t3.small", 2, "t2.micro", 1));
    registry.plans().put(new PlanRecord(Plan.PACKED, 7, List.of("t3.small", "t2.micro")));
  }

  @Test
  void hostsCountAsWhatTheyAreOrWillBe() throws SQLException {
    place("op1", "acme"); // packed: a t3.small will be requested
    host("h1", 1);
    sql("UPDATE hosts SET instance_type = 't2.micro' WHERE id = 'h1'");
    host("h2", 2);
    sql("UPDATE hosts SET state = 'retired', settled_at = now() WHERE id = 'h2'");
    host("h3", 3);
    sql(
        "UPDATE hosts SET state = 'stopped', standby_id = 'i-3', settled_at = now() WHERE id = 'h3'");

    assertThat(registry.quotas().ours(REGION)).isEqualTo(3);
    assertThat(registry.quotas().ours("eu-west-1")).isZero();
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

  @Test
  void roomIsTakenBeforeAnInstanceIsAskedForAndOnlyOnce() throws SQLException {
    limit(5, 1);
    host("h1", 1);
    host("h2", 2);
    host("h3", 3);

    assertThat(take("h1", "t3.small")).isEqualTo(new Room(5, 0, 1, 2));
    assertThat(take("h2", "t3.small")).isEqualTo(new Room(5, 2, 1, 2));
    assertThat(take("h3", "t3.small").enough()).isFalse();
    assertThat(take("h2", "t3.small").enough()).isTrue();
    assertThat(registry.quotas().left(REGION)).contains(0);
  }

  @Test
  void hostsThatAskAtTheSameTimeDoNotPassTheQuotaTogether() throws Exception {
    limit(5, 0);
    List<String> hosts = IntStream.range(0, 12).mapToObj(i -> "h" + i).toList();
    for (String host : hosts) {
      host(host, 1);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      List<Callable<Room>> calls =
          hosts.stream().map(host -> (Callable<Room>) () -> take(host, "t2.micro")).toList();
      List<Boolean> enough = new ArrayList<>();
      for (Future<Room> room : threads.invokeAll(calls)) {
        enough.add(room.get().enough());
      }
      assertThat(enough).filteredOn(fits -> fits).hasSize(5);
    }
  }

  @Test
  void roomIsFreeAgainWithTheHostAndWithTheInstanceThatDidNotCome() throws SQLException {
    limit(2, 0);
    host("h1", 1);
    host("h2", 2);
    take("h1", "t3.small");
    registry.hosts().numberInstance("h1", 1, null);
    assertThat(take("h2", "t3.small").enough()).isTrue();
    assertThat(take("h1", "t3.small").enough()).isFalse();

    sql("UPDATE hosts SET state = 'failed', settled_at = now() WHERE id = 'h2'");

    assertThat(take("h1", "t3.small").enough()).isTrue();
  }

  @Test
  void aStoppedHostHasNoRoomOnceItWasSeenToBeStopped() throws SQLException {
    limit(2, 0);
    host("h1", 1);
    sql(
        "UPDATE hosts SET state = 'stopped', standby_id = 'i-1', instance_type = 't3.small', settled_at = now() WHERE id = 'h1'");
    host("h2", 2);
    assertThat(take("h2", "t3.small").enough()).isFalse();

    sql("UPDATE hosts SET checked_at = now() WHERE id = 'h1'");

    assertThat(take("h2", "t3.small").enough()).isTrue();
  }

  @Test
  void whatIsNotKnownIsNotRefused() throws SQLException {
    host("h1", 1);
    assertThat(take("h1", "t3.small").enough()).isTrue();
    limit(1, 0);
    assertThat(take("h1", "x2.large").enough()).isTrue();
    registry.quotas().put(new Quota(REGION, null, 0));
    assertThat(take("h1", "t3.small").enough()).isTrue();
    assertThat(registry.quotas().left(REGION)).isEmpty();
  }

  private Room take(String host, String type) {
    return registry.quotas().take(host, REGION, type);
  }

  private void limit(int limit, int others) {
    registry.quotas().put(new Quota(REGION, limit, others));
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
