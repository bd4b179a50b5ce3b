package dev.berth.simulator.ec2;

import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Xml;

/** One action of EC2; called with the region's monitor held. */
@FunctionalInterface
interface Ec2Operation {

  void answer(RegionState region, Form form, Xml xml);
}
