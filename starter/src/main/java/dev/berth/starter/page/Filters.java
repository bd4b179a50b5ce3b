package dev.berth.starter.page;

import dev.berth.client.api.Problem.Fault;
import dev.berth.model.Word;
import dev.berth.starter.problem.Names;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.region.Regions;
import io.micronaut.core.annotation.Nullable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a list is restricted to, and collects what is wrong with it. Null stays null. */
public final class Filters {
  /** The ids of hosts. */
  public static final Pattern HOST = Pattern.compile("h[0-9a-f]{11}");

  /** The registry knows no time beyond it. */
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final Regions regions;
  private final List<Fault> faults = new ArrayList<>();

  /** Filters of an installation with these regions. */
  public Filters(Regions regions) {
    this.regions = regions;
  }

  /** The constant of a word. */
  public <E extends Enum<E> & Word> @Nullable E word(
      Class<E> type, String field, @Nullable String said) {
    Optional<E> constant = said == null ? Optional.empty() : Word.find(type, said);
    if (said != null && constant.isEmpty()) {
      faults.add(new Fault(field, "must be one of " + String.join(", ", Word.words(type))));
    }
    return constant.orElse(null);
  }

  /** A customer or an environment. */
  public @Nullable String slug(String field, @Nullable String said) {
    if (said != null) {
      Names.check(field, said, faults);
    }
    return said;
  }

  /** A region of the installation. */
  public @Nullable String region(@Nullable String said) {
    return said == null ? null : regions.known(said, faults);
  }

  /** The id of a host. */
  public @Nullable String host(@Nullable String said) {
    require(
        said == null || HOST.matcher(said).matches(),
        "host",
        "must be the id of a host, such as h0123456789a");
    return said;
  }

  /** A time, or a duration until now. */
  public @Nullable Instant since(@Nullable String said) {
    Optional<Instant> time = said == null ? Optional.empty() : time(said);
    require(
        said == null
            || time.filter(t -> t.isAfter(Instant.EPOCH) && t.isBefore(LATEST)).isPresent(),
        "since",
        "must be a time such as 2026-12-01T08:00:00Z, or a duration such as 30m");
    return time.orElse(null);
  }

  private static Optional<Instant> time(String said) {
    try {
      return Durations.parse(said)
          .map(Instant.now()::minus)
          .or(() -> Optional.of(Instant.parse(said)));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private void require(boolean holds, String field, String rule) {
    if (!holds) {
      faults.add(new Fault(field, rule));
    }
  }

  /**
   * Ends the reading.
   *
   * @throws Refusal with all faults
   */
  public void check() {
    Refusal.ifAny(faults);
  }
}
