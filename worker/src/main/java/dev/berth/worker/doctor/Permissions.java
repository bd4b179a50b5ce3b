package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * What the project's policies list next to what IAM says that worker, starter and hosts may do. Who
 * may not ask IAM is told so; of the worker's permissions some are tried then.
 */
final class Permissions {
  private static final String SUBJECT = "permissions";

  /** IAM takes few calls a second. */
  private static final int AT_ONCE = 4;

  private final AwsClients aws;
  private final Settings settings;
  private final Iam iam;
  private final List<String> regions;

  Permissions(AwsClients aws, Settings settings) {
    this.aws = aws;
    this.settings = settings;
    this.iam = new Iam(aws);
    this.regions = settings.regions().keySet().stream().sorted().toList();
  }

  /**
   * The worker's.
   *
   * @param role its role by name or ARN; when empty, the caller is taken for the worker
   */
  List<Finding> worker(Optional<String> role) {
    Caller caller = Caller.of(aws, regions.getFirst());
    Optional<String> principal = role.map(caller::role).or(caller::principal);
    if (principal.isEmpty()) {
      return List.of(
          note(
              SUBJECT,
              "the root user has no policies that IAM could judge",
              "name the worker's role: --worker-role NAME"));
    }
    try {
      return compared(principal.get(), "worker.json", file("worker"), caller);
    } catch (NoSuchEntityException e) {
      return List.of(noSuch(principal.get(), "--worker-role", role.isPresent()));
    } catch (IamException e) {
      List<Finding> findings = new ArrayList<>();
      if (role.isEmpty()) {
        findings.addAll(new Probes(aws, settings).findings());
      }
      findings.add(notAsked(principal.get(), e));
      return findings;
    }
  }

  /** The starter's. */
  List<Finding> starter(String role, String policy) {
    Caller caller = Caller.of(aws, regions.getFirst());
    String principal = caller.role(role);
    try {
      return compared(principal, "starter.json", policy, caller);
    } catch (NoSuchEntityException e) {
      return List.of(noSuch(principal, "--starter-role", true));
    } catch (IamException e) {
      return List.of(notAsked(principal, e));
    }
  }

  /** Those of the hosts that have this instance profile. */
  List<Finding> hosts(String profile) {
    Caller caller = Caller.of(aws, regions.getFirst());
    try {
      Optional<Role> role = iam.roleOf(profile);
      return role.isEmpty()
          ? List.of(
              problem(
                  SUBJECT,
                  "instance profile %s has no role".formatted(profile),
                  "give it one with the policy host.json: docs/permissions.md"))
          : compared(role.get().arn(), "host.json", file("host"), caller);
    } catch (NoSuchEntityException e) {
      return List.of(
          problem(
              SUBJECT,
              "there is no instance profile " + profile,
              "make it, with a role that has the policy host.json: docs/permissions.md"));
    } catch (IamException e) {
      return List.of(notAsked("instance profile " + profile, e));
    }
  }

  private List<Finding> compared(String principal, String name, String policy, Caller caller) {
    List<Grant> grants = Grant.of(policy, caller.account(), settings.installation(), hostRole());
    List<Finding> missing = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<List<String>>> answers =
          grants.stream()
              .map(grant -> threads.submit(() -> iam.denied(principal, grant, regions)))
              .toList();
      for (int i = 0; i < grants.size(); i++) {
        List<String> denied = answer(answers.get(i));
        if (!denied.isEmpty()) {
          missing.add(lacking(principal, grants.get(i), denied, name));
        }
      }
    }
    return missing.isEmpty()
        ? List.of(ok(SUBJECT, "%s may do all that %s lists".formatted(principal, name)))
        : missing;
  }

  private static Finding lacking(String principal, Grant grant, List<String> denied, String name) {
    return problem(
        SUBJECT,
        "%s may not %s on %s"
            .formatted(principal, String.join(", ", denied), String.join(", ", grant.resources())),
        "give it statement %s of %s: docs/permissions.md".formatted(grant.sid(), name));
  }

  private static List<String> answer(Future<List<String>> asked) {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SdkException trouble
          ? trouble
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** As PassRole names it; who may not look it up is told so by the check of the hosts. */
  private String hostRole() {
    String profile = settings.region(regions.getFirst()).instanceProfile();
    try {
      return iam.roleOf(profile)
          .map(role -> role.arn().substring(role.arn().indexOf(":role/") + ":role/".length()))
          .orElse(profile);
    } catch (IamException unknown) {
      return profile;
    }
  }

  private static Finding noSuch(String principal, String option, boolean named) {
    return named
        ? problem(SUBJECT, "there is no " + principal, "correct " + option)
        : note(
            SUBJECT,
            "IAM does not know " + principal,
            "name the role with its path: %s ARN".formatted(option));
  }

  private static Finding notAsked(String whose, IamException e) {
    boolean denied = Answers.denied(e);
    return note(
        SUBJECT,
        "not all of those of %s were looked at: %s"
            .formatted(whose, denied ? "the caller may not ask IAM" : Answers.words(e)),
        denied
            ? "ask as somebody who may iam:SimulatePrincipalPolicy and iam:GetInstanceProfile,"
                + " with --worker-role NAME"
            : "ask again");
  }

  private static String file(String who) {
    try (InputStream file = Permissions.class.getResourceAsStream("/iam/" + who + ".json")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the policy of " + who + " cannot be read", e);
    }
  }
}
