package dev.berth.registry.key;

import dev.berth.model.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a new key is good for.
 *
 * @param name the actor of what is done with it
 * @param customers the only ones that it is for, or null
 * @param lifetime or null: for ever
 */
public record KeyGrant(String name, Set<Scope> scopes, List<String> customers, Duration lifetime) {
  /** The scopes' words, in the order of the constants. */
  List<String> words() {
    return scopes.stream().sorted().map(Scope::word).toList();
  }
}
