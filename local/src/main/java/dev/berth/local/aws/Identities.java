package dev.berth.local.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may do what. Berth's own processes and its hosts may do what their policies say, which are
 * files of the project; everybody else may do everything.
 */
final class Identities {

  private static final Pattern PROCESS = Pattern.compile("(worker|starter)@([a-z0-9-]+)");
  private static final String INSTALLATION = "berth:installation";

  private final Ledger ledger;
  private final Map<String, Policy> policies = new ConcurrentHashMap<>();

  Identities(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * What the caller's policy does not allow, in AWS's words; empty when it allows everything.
   *
   * @param caller the access key: {@code worker@INSTALLATION}, {@code starter@INSTALLATION}, or an
   *     instance id, which stands for the role of that host
   */
  Optional<String> refusal(String caller, String service, Call call) {
    RegionState region = ledger.region(call.region());
    synchronized (region) {
      return policy(caller, region)
          .flatMap(
              policy ->
                  new Needs(ledger.account(), call, region)
                      .of(service)
                      .filter(need -> !policy.allows(need))
                      .findFirst())
          .map(
              need ->
                  "User: %s is not authorized to perform: %s on resource: %s"
                      .formatted(caller, need.action(), need.resource()));
    }
  }

  private Optional<Policy> policy(String caller, RegionState region) {
    Matcher process = PROCESS.matcher(caller);
    if (process.matches()) {
      return Optional.of(policy(process.group(1), process.group(2)));
    }
    return caller.startsWith("i-")
        ? region
            .instance(caller)
            .map(instance -> instance.tags().get(INSTALLATION))
            .map(installation -> policy("host", installation))
        : Optional.empty();
  }

  private Policy policy(String who, String installation) {
    return policies.computeIfAbsent(
        who + "@" + installation,
        _ ->
            Policy.parse(
                document(who)
                    .replace("{account}", ledger.account().id())
                    .replace("{host-role}", "berth-host")
                    .replace("{installation}", installation)));
  }

  private static String document(String who) {
    try (InputStream file = Identities.class.getResourceAsStream("/iam/" + who + ".json")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
