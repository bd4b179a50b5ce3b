package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.net.URI;

/**
 * The workflow run behind an operation.
 *
 * @param ui the run's page in Temporal's UI, when one is configured
 */
@Serdeable
public record TemporalView(String workflowId, String runId, @Nullable URI ui) {}
