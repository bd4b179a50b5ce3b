package dev.berth.simulator.iam;

import dev.berth.simulator.account.Ledger;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.fault.Fault;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.wire.Call;
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
 * What each identity may do. Berth's own processes and its hosts may do what their policies allow,
 * which are files of the project; every other identity may do everything.
 */
public final class Identities {

  /** The role of every host, and the name of its instance profile. */
  static final String HOST_ROLE = "berth-host";

  private static final Pattern PROCESS = Pattern.compile("(worker|starter)@([a-z0-9-]+)");
  private static final String INSTALLATION = "berth:installation";

  private final Ledger ledger;
  private final Faults faults;
  private final Map<String, Policy> policies = new ConcurrentHashMap<>();

  /** The identities of this account, less the actions that faults withhold. */
  public Identities(Ledger ledger, Faults faults) {
    this.ledger = ledger;
    this.faults = faults;
  }

  /**
   * What the caller's policy does not allow, in AWS's words; empty when it allows everything. The
   * access key names the caller: {@code worker@INSTALLATION}, {@code starter@INSTALLATION}, or an
   * instance id, which stands for the role of that host.
   */
  public Optional<String> refusal(String service, Call call) {
    RegionState region = ledger.region(call.region());
    synchronized (region) {
      return policy(call.caller(), region)
          .flatMap(
              policy ->
                  new RequiredPermissions(ledger.account(), call, region)
                      .of(service)
                      .filter(permission -> !allows(role(call.caller()), policy, permission))
                      .findFirst())
          .map(
              permission ->
                  "User: %s is not authorized to perform: %s on resource: %s"
                      .formatted(call.caller(), permission.action(), permission.resource()));
    }
  }

  String account() {
    return ledger.account().id();
  }

  /** As STS names the identity of this access key. */
  String arn(String caller) {
    String role = role(caller);
    return PROCESS.matcher(role).matches() || role.equals(HOST_ROLE)
        ? "arn:aws:sts::%s:assumed-role/%s/%s"
            .formatted(account(), role, caller.equals(role) ? "berth" : caller)
        : "arn:aws:iam::%s:user/%s".formatted(account(), caller);
  }

  /** Whether a role or user of this name may do it. Users may do everything. */
  boolean allows(String name, RequiredPermission permission) {
    return ofRole(name).map(policy -> allows(name, policy, permission)).orElse(true);
  }

  /** Whether there is a role of this name. */
  boolean isRole(String name) {
    return ofRole(name).isPresent();
  }

  private boolean allows(String role, Policy policy, RequiredPermission permission) {
    return policy.allows(permission) && !faults.has(new Fault.Withheld(role, permission.action()));
  }

  private static String role(String caller) {
    return caller.startsWith("i-") ? HOST_ROLE : caller;
  }

  private Optional<Policy> policy(String caller, RegionState region) {
    return caller.startsWith("i-")
        ? region
            .instance(caller)
            .map(instance -> instance.tags().get(INSTALLATION))
            .map(installation -> policy("host", installation))
        : ofProcess(caller);
  }

  /** Hosts of every installation have one role here. */
  private Optional<Policy> ofRole(String name) {
    return name.equals(HOST_ROLE) ? Optional.of(policy("host", "*")) : ofProcess(name);
  }

  private Optional<Policy> ofProcess(String name) {
    Matcher process = PROCESS.matcher(name);
    return process.matches()
        ? Optional.of(policy(process.group(1), process.group(2)))
        : Optional.empty();
  }

  private Policy policy(String kind, String installation) {
    return policies.computeIfAbsent(
        kind + "@" + installation,
        _ ->
            Policy.parse(
                document(kind)
                    .replace("{account}", account())
                    .replace("{host-role}", HOST_ROLE)
                    .replace("{installation}", installation)));
  }

  private static String document(String kind) {
    String name = "/iam/" + kind + ".json";
    try (InputStream file = Identities.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the class path has no policy " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
