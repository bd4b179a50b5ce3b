package dev.berth.worker.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final String POLICY =
      """
      {"Statement": [
        {"Sid": "Look", "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*"},
        {"Sid": "Tag", "Effect": "Allow", "Action": ["ec2:CreateTags"],
         "Resource": ["arn:aws:ec2:*:{account}:instance/*", "arn:aws:iam::{account}:role/{host-role}"],
         "Condition": {"StringEquals": {"a": ["1", "2"], "b": "{installation}"}}}]}
      """;

  private final List<Grant> grants = Grant.of(POLICY, "42", "main", "hosts");

  @Test
  void aStatementIsAskedAboutByExamplesInEachRegion() {
    assertThat(grants.getFirst().examples(List.of("us-east-1"))).containsExactly("*");
    assertThat(grants.getLast().examples(List.of("us-east-1", "eu-west-1")))
        .containsExactly(
            "arn:aws:ec2:us-east-1:42:instance/doctor",
            "arn:aws:ec2:eu-west-1:42:instance/doctor",
            "arn:aws:iam::42:role/hosts");
  }

  @Test
  void everyWayToMeetItsConditionsIsAskedAbout() {
    assertThat(grants.getFirst().contexts()).containsExactly(Map.of());
    assertThat(grants.getLast().contexts())
        .containsExactlyInAnyOrder(Map.of("a", "1", "b", "main"), Map.of("a", "2", "b", "main"));
  }
}
