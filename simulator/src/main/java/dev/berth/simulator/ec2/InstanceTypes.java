package dev.berth.simulator.ec2;

import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.host.Machine.Size;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Filters;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.Map;

/** What the instance types are, and how much of the account's vCPU quota instances of them use. */
final class InstanceTypes implements Ec2Operation {

  private static final Map<String, Size> SIZES =
      Map.of(
          "t2.micro", new Size(1, 1024),
          "t3.micro", new Size(2, 1024),
          "t3.small", new Size(2, 2048),
          "t3.medium", new Size(2, 4096),
          "t3.large", new Size(2, 8192));

  /**
   * The vCPUs of instances that run, or are about to; all our types are of the quota's families.
   */
  static int used(RegionState region, Instant now) {
    return region.instances().stream()
        .filter(instance -> instance.state(now).usesQuota())
        .mapToInt(instance -> vcpus(instance.launch().type()))
        .sum();
  }

  static Size size(String type) {
    return SIZES.get(type);
  }

  static int vcpus(String type) {
    return SIZES.get(type).vcpus();
  }

  /** DescribeInstanceTypes. */
  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    var filter = new Filters<String>(_ -> Map.of()).on("instance-type", type -> type).of(form);
    for (String type : form.list("InstanceType")) {
      if (!region.offer().types().contains(type)) {
        throw AwsError.refused(
            "InvalidInstanceType",
            "The following supplied instance types do not exist: [%s]",
            type);
      }
    }
    xml.list(
        "instanceTypeSet",
        region.offer().types().stream()
            .filter(
                type ->
                    form.list("InstanceType").isEmpty() || form.list("InstanceType").contains(type))
            .filter(filter)
            .sorted()
            .toList(),
        (item, type) ->
            item.add("instanceType", type)
                .nest("vCpuInfo", cpu -> cpu.add("defaultVCpus", vcpus(type)))
                .nest(
                    "processorInfo",
                    cpu -> cpu.nest("supportedArchitectures", all -> all.add("item", "x86_64")))
                .nest("memoryInfo", m -> m.add("sizeInMiB", SIZES.get(type).mebibytes())));
  }

  /** For a launch and for a start of so many vCPUs. */
  static void refuseOverQuota(RegionState region, int wanted, int limit, Instant now) {
    if (used(region, now) + wanted > limit) {
      throw AwsError.refused(
          "VcpuLimitExceeded",
          "You have requested more vCPU capacity than your current vCPU limit of %d allows for the"
              + " instance bucket that the specified instance type belongs to. Please visit"
              + " http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this"
              + " limit.",
          limit);
    }
  }
}
