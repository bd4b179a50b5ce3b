package dev.berth.registry.event;

import dev.berth.model.EventType;
import java.time.Instant;

/**
 * Which events a list has. What is null restricts nothing.
 *
 * @param customer whose cores they are about, or an operation on one of them made
 * @param host that they are about, or an operation on it made
 * @param since they happened then, or later
 */
public record EventQuery(String customer, String host, Instant since, EventType type) {
  /** All of them. */
  public static final EventQuery ALL = new EventQuery(null, null, null, null);

  static final String WHERE =
      """
      type = coalesce(:type, type)
      AND at >= coalesce(:since, at)
      AND (CAST(:customer AS text) IS NULL
           OR subject IN (SELECT 'core/' || id FROM cores WHERE customer = :customer)
           OR operation_id IN (SELECT id FROM operations WHERE customer = :customer))
      AND (CAST(:host AS text) IS NULL OR subject = 'host/' || CAST(:host AS text)
           OR operation_id IN (SELECT id FROM operations WHERE host_id = :host))
      """;
}
