package dev.berth.client.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for an API key.
 *
 * @param name the actor of what is done with it, for the event log
 * @param scopes what it may be used for
 * @param customers the only customers that it is for; all when left out
 * @param lifetime after which it is refused, such as {@code 90d}; never when left out
 */
public record KeyRequest(
    String name,
    List<String> scopes,
    @Nullable List<String> customers,
    @Nullable String lifetime) {}
