package dev.berth.worker.doctor;

import dev.berth.activities.aws.AwsClients;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.Role;

/** IAM's own judgement of what a principal may do: SimulatePrincipalPolicy. */
final class Iam {
  private final AwsClients aws;

  Iam(AwsClients aws) {
    this.aws = aws;
  }

  /** The actions of a grant that this role or user may not do in these regions. */
  List<String> denied(String principal, Grant grant, List<String> regions) {
    TreeSet<String> denied = new TreeSet<>();
    for (Map<String, String> context : grant.contexts()) {
      aws
          .iam()
          .simulatePrincipalPolicyPaginator(
              r ->
                  r.policySourceArn(principal)
                      .actionNames(grant.actions())
                      .resourceArns(grant.examples(regions))
                      .contextEntries(context.entrySet().stream().map(Iam::entry).toList()))
          .evaluationResults()
          .stream()
          .filter(result -> !allowed(result))
          .forEach(result -> denied.add(result.evalActionName()));
    }
    return List.copyOf(denied);
  }

  /** The role of an instance profile; empty when it has none. */
  Optional<Role> roleOf(String profile) {
    return aws
        .iam()
        .getInstanceProfile(r -> r.instanceProfileName(profile))
        .instanceProfile()
        .roles()
        .stream()
        .findFirst();
  }

  private static ContextEntry entry(Map.Entry<String, String> key) {
    return ContextEntry.builder()
        .contextKeyName(key.getKey())
        .contextKeyValues(key.getValue())
        .contextKeyType(ContextKeyTypeEnum.STRING)
        .build();
  }

  /** Of several resources each may have its own decision; then that one counts. */
  private static boolean allowed(EvaluationResult result) {
    Stream<PolicyEvaluationDecisionType> decisions =
        result.hasResourceSpecificResults() && !result.resourceSpecificResults().isEmpty()
            ? result.resourceSpecificResults().stream().map(one -> one.evalResourceDecision())
            : Stream.of(result.evalDecision());
    return decisions.allMatch(decision -> decision == PolicyEvaluationDecisionType.ALLOWED);
  }
}
