package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.host.PlanRecord;
import dev.berth.registry.host.QuotaStore.Quota;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaTest extends OnRegistry {
  private static final String REGION = "us-east-1";

  @BeforeEach
  void types() {
    registry.quotas().putTypes(Map.of("t3.small", 2, "t2.micro", 1));
    registry.pools().put(new PlanRecord("packed", 7, List.of("t3.small", "t2.micro")));
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
