package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Image;
import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Form;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks what RunInstances asks for against what the region has. */
final class LaunchRequest {

  private LaunchRequest() {}

  static Instance.Launch checked(Form form, RegionState region, String fingerprint, Instant now) {
    Account.Region offer = region.offer();
    Image image = Images.known(region, form.required("ImageId"), now);
    String type = form.text("InstanceType").orElse("m1.small");
    if (!offer.types().contains(type)) {
      throw AwsError.refused("InvalidParameterValue", "Invalid value '%s' for InstanceType.", type);
    }
    Images.checkLaunch(image, type, now);
    if (form.text("UserData").isPresent()) {
      throw AwsError.refused("UnsupportedOperation", "This simulator runs no user data.");
    }
    Account.Subnet subnet = subnet(form, offer);
    Optional<String> token = form.text("ClientToken");
    if (token.filter(t -> t.length() > 64 || !t.matches("\\p{ASCII}+")).isPresent()) {
      throw AwsError.refused("InvalidClientToken", "The specified client token is not valid.");
    }
    return new Instance.Launch(
        image.id(),
        type,
        subnet,
        securityGroups(form, offer),
        profile(form, offer),
        httpTokens(form),
        form.number("MetadataOptions.HttpPutResponseHopLimit", 1),
        token,
        form.text("SubnetId").isPresent() || form.text("Placement.AvailabilityZone").isPresent()
            ? subnet.zone()
            : "",
        fingerprint);
  }

  /** How many to launch; all of them or none. */
  static int count(Form form) {
    form.required("MinCount");
    form.required("MaxCount");
    int least = form.number("MinCount", 1);
    int most = form.number("MaxCount", 1);
    if (least < 1 || most < least) {
      throw AwsError.refused(
          "InvalidParameterValue", "Invalid value '%d' for maxCount or minCount.", most);
    }
    return most;
  }

  private static Account.Subnet subnet(Form form, Account.Region offer) {
    Optional<String> zone = form.text("Placement.AvailabilityZone");
    Optional<String> id = form.text("SubnetId");
    if (id.isEmpty()) {
      return offer.subnets().stream()
          .filter(subnet -> zone.isEmpty() || subnet.zone().equals(zone.get()))
          .findFirst()
          .orElseThrow(
              () ->
                  AwsError.refused(
                      "InvalidParameterValue", "Invalid availability zone: [%s]", zone.get()));
    }
    Account.Subnet subnet =
        offer
            .subnet(id.get())
            .orElseThrow(
                () ->
                    AwsError.refused(
                        "InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", id.get()));
    if (zone.isPresent() && !zone.get().equals(subnet.zone())) {
      throw AwsError.refused(
          "InvalidParameterValue", "The subnet is not in the zone '%s'.", zone.get());
    }
    return subnet;
  }

  private static List<String> securityGroups(Form form, Account.Region offer) {
    List<String> groups = form.list("SecurityGroupId");
    for (String group : groups) {
      if (!offer.securityGroups().contains(group)) {
        throw AwsError.refused(
            "InvalidGroup.NotFound", "The security group '%s' does not exist", group);
      }
    }
    return groups.isEmpty() ? List.of(offer.securityGroups().getFirst()) : groups;
  }

  private static Optional<String> profile(Form form, Account.Region offer) {
    Optional<String> profile =
        form.text("IamInstanceProfile.Name")
            .or(
                () ->
                    form.text("IamInstanceProfile.Arn")
                        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1)));
    if (profile.filter(name -> !offer.instanceProfiles().contains(name)).isPresent()) {
      throw AwsError.refused(
          "InvalidParameterValue",
          "Value (%s) for parameter iamInstanceProfile.name is invalid."
              + " Invalid IAM Instance Profile name",
          profile.get());
    }
    return profile;
  }

  private static String httpTokens(Form form) {
    String tokens = form.text("MetadataOptions.HttpTokens").orElse("optional");
    if (!List.of("optional", "required").contains(tokens)) {
      throw AwsError.refused(
          "InvalidParameterValue", "Value (%s) for parameter HttpTokens is invalid.", tokens);
    }
    return tokens;
  }
}
