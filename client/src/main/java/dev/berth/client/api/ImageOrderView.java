package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * What came of asking for something to be done about an image.
 *
 * @param operationId the operation that does it; left out when there is nothing to do
 * @param outcome in words
 */
public record ImageOrderView(
    String imageId, String region, @Nullable String operationId, String outcome) {}
