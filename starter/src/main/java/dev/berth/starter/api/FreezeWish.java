package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * Why a region is frozen.
 *
 * @param reason for everybody who meets the freeze, and for the event log; required
 */
@Serdeable
public record FreezeWish(@Nullable String reason) {}
