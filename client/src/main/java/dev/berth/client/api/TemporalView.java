package dev.berth.client.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The workflow run behind an operation.
 *
 * @param ui the run's page in Temporal's UI, when one is configured
 */
public record TemporalView(String workflowId, String runId, @Nullable URI ui) {}
