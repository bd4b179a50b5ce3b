package dev.berth.starter.key;

import dev.berth.client.api.KeyRequest;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ReservedNames;
import dev.berth.model.Scope;
import dev.berth.model.Word;
import dev.berth.registry.key.KeyGrant;
import dev.berth.starter.page.Durations;
import dev.berth.starter.problem.Names;
import dev.berth.starter.problem.Refusal;
import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads a request for a key. */
final class KeyChecks {
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final int MOST_CUSTOMERS = 100;

  private KeyChecks() {}

  /**
   * What is asked for.
   *
   * @throws Refusal with all faults
   */
  static KeyGrant grant(@Nullable KeyRequest body) {
    List<Fault> faults = new ArrayList<>();
    String name = body == null ? null : body.name();
    Set<Scope> scopes = scopes(body == null ? null : body.scopes(), faults);
    Names.check("name", name == null ? "" : name, faults);
    if (name != null && ReservedNames.contains(name)) {
      faults.add(new Fault("name", "must be another name: Berth itself acts as " + name));
    }
    customers(body == null ? null : body.customers(), faults);
    if (scopes.contains(Scope.ADMIN) && body.customers() != null) {
      faults.add(
          new Fault(
              "customers", "must be left out with the scope admin, which is for no customer"));
    }
    Duration lifetime = lifetime(body == null ? null : body.lifetime(), faults);
    Refusal.ifAny(faults);
    return new KeyGrant(name, scopes, body == null ? null : body.customers(), lifetime);
  }

  private static Set<Scope> scopes(@Nullable List<String> said, List<Fault> faults) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    List<String> words = said == null ? List.of() : said;
    for (String word : words) {
      Word.find(Scope.class, String.valueOf(word)).ifPresent(scopes::add);
    }
    if (words.isEmpty() || scopes.size() != words.size()) {
      faults.add(
          new Fault(
              "scopes",
              "must be one or more of %s, each once"
                  .formatted(String.join(", ", Word.words(Scope.class)))));
    }
    return scopes;
  }

  private static void customers(@Nullable List<String> said, List<Fault> faults) {
    if (said == null) {
      return;
    }
    if (said.isEmpty() || said.size() > MOST_CUSTOMERS) {
      faults.add(new Fault("customers", "must be 1-100 customers, or left out for all"));
    }
    said.forEach(
        customer -> Names.check("customers", Objects.requireNonNullElse(customer, ""), faults));
  }

  private static @Nullable Duration lifetime(@Nullable String said, List<Fault> faults) {
    Optional<Duration> lifetime =
        said == null
            ? Optional.empty()
            : Durations.parse(said)
                .filter(time -> time.isPositive() && time.compareTo(LONGEST) <= 0);
    if (said != null && lifetime.isEmpty()) {
      faults.add(new Fault("lifetime", "must be a time such as 90d, and 3650d at most"));
    }
    return lifetime.orElse(null);
  }
}
