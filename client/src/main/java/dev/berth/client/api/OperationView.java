package dev.berth.client.api;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation on a core, a host, an image or a region.
 *
 * @param kind what it does, such as {@code deploy-core}
 * @param state {@code running}, {@code held}, {@code frozen}, {@code unwinding}; or as it ended:
 *     {@code ready}, {@code unwound}, {@code left}
 * @param reason a stable word for why it is held, unwinds, or did not end as asked
 * @param message the same for people
 * @param progress where it is; only while it runs
 * @param receipt what it did and took back; only when it ended
 */
public record OperationView(
    String id,
    String kind,
    @Nullable String customer,
    @Nullable String environment,
    @Nullable String hostId,
    @Nullable String region,
    @Nullable String plan,
    @Nullable String requester,
    @Nullable String requestId,
    String state,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable ProgressView progress,
    @Nullable ReceiptView receipt,
    TemporalView temporal) {

  /** A state of a newer Berth that this client does not know is no end. */
  private static final Set<String> ENDS = Set.of("ready", "unwound", "left");

  /** True once nothing more will happen. */
  public boolean ended() {
    return ENDS.contains(state);
  }

  /** True once it ended as asked. */
  public boolean succeeded() {
    return state.equals("ready");
  }
}
