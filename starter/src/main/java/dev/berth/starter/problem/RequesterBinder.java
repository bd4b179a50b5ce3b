package dev.berth.starter.problem;

import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ReservedNames;
import dev.berth.model.Requester;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gives controllers the caller, and refuses a name that does not fit in a line of a log, or that
 * would look like Berth's own doing there.
 */
@Singleton
final class RequesterBinder implements TypedRequestArgumentBinder<Requester> {
  static final String HEADER = "X-Requester";

  private static final Pattern NAME = Pattern.compile("[\\x20-\\x7e]{1,100}");

  @Override
  public Argument<Requester> argumentType() {
    return Argument.of(Requester.class);
  }

  @Override
  public BindingResult<Requester> bind(
      ArgumentConversionContext<Requester> context, HttpRequest<?> request) {
    String name = request.getHeaders().get(HEADER, String.class, "api");
    if (!NAME.matcher(name).matches()) {
      throw Refusal.badInput(
          List.of(new Fault(HEADER, "must be 1-100 printable ASCII characters")));
    }
    if (ReservedNames.contains(name)) {
      throw Refusal.badInput(
          List.of(new Fault(HEADER, "must be another name: Berth itself acts as " + name.strip())));
    }
    Requester requester = new Requester(name, RequestIds.of(request));
    return () -> Optional.of(requester);
  }
}
