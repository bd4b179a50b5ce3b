package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * The targets of a warm pool.
 *
 * @param running hosts to keep running; unchanged when left out
 * @param stopped hosts to keep stopped; unchanged when left out
 */
public record PoolRequest(@Nullable Integer running, @Nullable Integer stopped) {}
