package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Filters;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Xml;
import java.util.List;
import java.util.Map;

/** Finds subnets by id or filter. */
final class DescribeSubnets implements Ec2Operation {

  private final Account account;

  DescribeSubnets(Account account) {
    this.account = account;
  }

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    var filter =
        new Filters<Account.Subnet>(_ -> Map.of())
            .on("subnet-id", Account.Subnet::id)
            .on("availability-zone", Account.Subnet::zone)
            .on("vpc-id", _ -> region.offer().vpcId())
            .on("state", _ -> "available")
            .of(form);
    List<String> ids = form.list("SubnetId");
    for (String id : ids) {
      if (region.offer().subnet(id).isEmpty()) {
        throw AwsError.refused("InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", id);
      }
    }
    xml.list(
        "subnetSet",
        region.offer().subnets().stream()
            .filter(subnet -> ids.isEmpty() || ids.contains(subnet.id()))
            .filter(filter)
            .toList(),
        (item, subnet) ->
            item.add("subnetId", subnet.id())
                .add("availabilityZone", subnet.zone())
                .add("cidrBlock", subnet.cidr())
                .add("vpcId", region.offer().vpcId())
                .add("ownerId", account.id())
                .add("state", "available")
                .add("availableIpAddressCount", 4091));
  }
}
