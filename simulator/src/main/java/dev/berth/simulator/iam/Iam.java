package dev.berth.simulator.iam;

import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.QueryService;
import dev.berth.simulator.wire.Xml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Identity and Access Management: says what roles may do, and which one hosts have. */
public final class Iam extends QueryService {

  /** IAM's simulation of these identities' policies. */
  public Iam(Identities identities) {
    super(
        "https://iam.amazonaws.com/doc/2010-05-08/",
        Map.of(
            "SimulatePrincipalPolicy", (call, result) -> simulate(identities, call.form(), result),
            "GetInstanceProfile", (call, result) -> profile(identities, call.form(), result)));
  }

  private static void simulate(Identities identities, Form form, Xml result) {
    String principal = form.required("PolicySourceArn");
    String name = principal.substring(principal.lastIndexOf('/') + 1);
    if (principal.contains(":role/") && !identities.isRole(name)) {
      throw new AwsError("NoSuchEntity", 404, "Role %s does not exist.".formatted(name));
    }
    Map<String, String> context = new HashMap<>();
    for (String entry : form.structures("ContextEntries.member")) {
      context.put(
          form.required(entry + ".ContextKeyName"),
          form.required(entry + ".ContextKeyValues.member.1"));
    }
    List<String> arns = form.list("ResourceArns.member");
    List<String> resources = arns.isEmpty() ? List.of("*") : arns;
    result.nest(
        "EvaluationResults",
        set ->
            form.list("ActionNames.member")
                .forEach(
                    action ->
                        resources.forEach(
                            resource ->
                                decision(
                                    set,
                                    action,
                                    resource,
                                    identities.allows(
                                        name,
                                        new RequiredPermission(action, resource, context))))));
    result.add("IsTruncated", false);
  }

  private static void decision(Xml set, String action, String resource, boolean allowed) {
    set.nest(
        "member",
        one ->
            one.add("EvalActionName", action)
                .add("EvalResourceName", resource)
                .add("EvalDecision", allowed ? "allowed" : "implicitDeny"));
  }

  private static void profile(Identities identities, Form form, Xml result) {
    String name = form.required("InstanceProfileName");
    if (!name.equals(Identities.HOST_ROLE)) {
      throw new AwsError(
          "NoSuchEntity", 404, "Instance Profile %s cannot be found.".formatted(name));
    }
    result.nest(
        "InstanceProfile",
        profile ->
            profile
                .add("InstanceProfileName", name)
                .add("Arn", arn(identities, "instance-profile", name))
                .nest(
                    "Roles",
                    roles ->
                        roles.nest(
                            "member",
                            role ->
                                role.add("RoleName", Identities.HOST_ROLE)
                                    .add("Arn", arn(identities, "role", Identities.HOST_ROLE)))));
  }

  private static String arn(Identities identities, String kind, String name) {
    return "arn:aws:iam::%s:%s/%s".formatted(identities.account(), kind, name);
  }
}
