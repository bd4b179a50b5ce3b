package dev.berth.starter.event;

import dev.berth.client.api.EventView;
import dev.berth.client.api.ListResponse;
import dev.berth.model.EventType;
import dev.berth.registry.Registry;
import dev.berth.registry.event.Event;
import dev.berth.registry.event.EventQuery;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.page.Filters;
import dev.berth.starter.page.Page;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.region.Regions;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.JsonMapper;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The event log. */
@Tag(name = "events")
@Controller("/v1/events")
@ApiDoc.Routes
class EventsController {
  private static final Argument<Map<String, String>> STATE =
      Argument.mapOf(String.class, String.class);

  private final Registry registry;
  private final JsonMapper json;
  private final Regions regions;

  EventsController(Registry registry, JsonMapper json, Regions regions) {
    this.registry = registry;
    this.json = json;
    this.regions = regions;
  }

  /**
   * Lists events, oldest first. Asking again after {@code next} misses none.
   *
   * @param customer whose cores they are about, or an operation on one of them made
   * @param host that they are about, or an operation on it made
   * @param since they happened at this time or later; also a duration before now, such as {@code
   *     30m}
   * @param type of the events
   * @param after the position that was seen last
   * @param limit at most so many
   */
  @Get
  @Secured(Scopes.READ)
  ListResponse.Events listEvents(
      @Nullable @QueryValue String customer,
      @Nullable @QueryValue String host,
      @Nullable @QueryValue String since,
      @Nullable @QueryValue String type,
      @QueryValue(defaultValue = "0") @Min(0) long after,
      @QueryValue(defaultValue = Page.LIMIT) @Min(1) @Max(Page.MOST) int limit) {
    Filters filters = new Filters(regions);
    EventQuery query =
        new EventQuery(
            filters.slug("customer", customer),
            filters.host(host),
            filters.since(since),
            filters.word(EventType.class, "type", type));
    filters.check();
    List<EventView> events =
        registry.events().after(query, after, limit).stream().map(this::view).toList();
    return new ListResponse.Events(events, events.isEmpty() ? after : events.getLast().position());
  }

  private EventView view(Event event) {
    return new EventView(
        event.position(),
        event.subject(),
        event.sequence(),
        event.type().word(),
        event.version(),
        event.actor(),
        event.requestId(),
        event.operationId(),
        state(event.before()),
        state(event.after()),
        event.reason(),
        event.at());
  }

  private @Nullable Map<String, String> state(@Nullable String text) {
    try {
      return text == null ? null : json.readValue(text, STATE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
