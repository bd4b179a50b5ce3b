package dev.berth.starter.key;

import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ReservedNames;
import dev.berth.model.Requester;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.problem.RequestIds;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gives controllers the caller: the name of its key and, after a slash, the person or program on
 * whose behalf it says that it asks. A key's name has no slash, so that a caller can claim no other
 * key. Refused is a name that does not fit in a line of a log, or under which Berth acts.
 */
@Singleton
final class RequesterBinder implements TypedRequestArgumentBinder<Requester> {
  private static final Pattern NAME = Pattern.compile("[\\x20-\\x7e]{1,100}");

  @Override
  public Argument<Requester> argumentType() {
    return Argument.of(Requester.class);
  }

  @Override
  public BindingResult<Requester> bind(
      ArgumentConversionContext<Requester> context, HttpRequest<?> request) {
    String key = Caller.of(request).getName();
    String name = request.getHeaders().get(ApiDoc.REQUESTER);
    if (name != null && !NAME.matcher(name).matches()) {
      throw Refusal.badInput(
          List.of(new Fault(ApiDoc.REQUESTER, "must be 1-100 printable ASCII characters")));
    }
    if (name != null && ReservedNames.contains(name)) {
      throw Refusal.badInput(
          List.of(
              new Fault(
                  ApiDoc.REQUESTER, "must be another name: Berth itself acts as " + name.strip())));
    }
    Requester requester =
        new Requester(name == null ? key : key + "/" + name, RequestIds.of(request));
    return () -> Optional.of(requester);
  }
}
