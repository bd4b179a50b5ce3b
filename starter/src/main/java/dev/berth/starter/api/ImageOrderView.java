package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * What came of asking for something to be done about an image.
 *
 * @param operationId the operation that does it; left out when there is nothing to do
 * @param outcome in words
 */
@Serdeable
public record ImageOrderView(
    String imageId, String region, @Nullable String operationId, String outcome) {}
