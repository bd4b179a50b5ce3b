package dev.berth.local.aws;

/** One action of EC2; called with the region's monitor held. */
@FunctionalInterface
interface Ec2Operation {

  void answer(RegionState region, Form form, Xml xml);
}
