package dev.berth.starter.key;

import dev.berth.registry.key.KeyRecord;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the key says of a request's caller. */
public final class Caller {
  private static final String ID = "id";
  private static final String CUSTOMERS = "customers";

  private Caller() {}

  static Authentication of(KeyRecord key) {
    Map<String, Object> about =
        key.customers() == null
            ? Map.of(ID, key.id())
            : Map.of(ID, key.id(), CUSTOMERS, key.customers());
    return Authentication.build(key.name(), key.scopes(), about);
  }

  /** The caller of a request on a route that asks for a key. */
  static Authentication of(HttpRequest<?> request) {
    return request.getUserPrincipal(Authentication.class).orElseThrow();
  }

  static String keyId(Authentication caller) {
    return String.valueOf(caller.getAttributes().get(ID));
  }

  /** The only customers that the key is for; empty when it is for all. */
  @SuppressWarnings("unchecked") // as put in above
  static Optional<List<String>> customers(Authentication caller) {
    return Optional.ofNullable((List<String>) caller.getAttributes().get(CUSTOMERS));
  }

  /** Whether the key is for this customer; what belongs to none is for keys without limits only. */
  public static boolean mayAsk(Authentication caller, @Nullable String customer) {
    return customers(caller).map(only -> customer != null && only.contains(customer)).orElse(true);
  }
}
