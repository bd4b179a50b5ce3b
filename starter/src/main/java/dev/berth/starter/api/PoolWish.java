package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * What a pool shall hold.
 *
 * @param running hosts to keep running; as it was when left out
 * @param stopped hosts to keep stopped; as it was when left out
 */
@Serdeable
public record PoolWish(@Nullable Integer running, @Nullable Integer stopped) {}
