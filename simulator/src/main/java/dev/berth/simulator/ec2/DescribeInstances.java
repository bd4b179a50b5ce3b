package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Filters;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds instances by id or filter, a page at a time. */
final class DescribeInstances {

  private final Account account;

  DescribeInstances(Account account) {
    this.account = account;
  }

  void instances(RegionState region, Form form, Xml xml) {
    Instant now = Instant.now();
    Page<Instance> page = page(region, form, now, filters(now).of(form));
    Map<String, List<Instance>> reservations =
        page.items().stream()
            .collect(
                Collectors.groupingBy(
                    Instance::reservation, LinkedHashMap::new, Collectors.toList()));
    xml.list(
            "reservationSet",
            reservations.values(),
            (item, instances) ->
                InstanceXml.reservation(item, region.offer(), account, instances, now))
        .add("nextToken", page.nextToken());
  }

  /** One page of what the request names. */
  static Page<Instance> page(
      RegionState region, Form form, Instant now, Predicate<Instance> filter) {
    List<String> ids = form.list("InstanceId");
    int size = form.number("MaxResults", 1000);
    if (form.text("MaxResults").isPresent() && !ids.isEmpty()) {
      throw AwsError.refused(
          "InvalidParameterCombination",
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    if (size < 5 || size > 1000) {
      throw AwsError.refused(
          "InvalidParameterValue", "Value ( %d ) for parameter maxResults is invalid.", size);
    }
    Collection<Instance> named =
        ids.isEmpty() ? region.visibleInstances(now) : region.instances(ids, now);
    return Page.of(
        named.stream().filter(filter).toList(),
        instance -> Page.oldestFirst(instance.number()),
        form.text("NextToken"),
        size);
  }

  private static Filters<Instance> filters(Instant now) {
    return new Filters<>(Instance::tags)
        .on("instance-id", Instance::id)
        .on("instance-state-name", instance -> instance.state(now).label())
        .on("instance-type", instance -> instance.launch().type())
        .on("client-token", instance -> instance.launch().clientToken().orElse(""))
        .on("image-id", instance -> instance.launch().imageId())
        .on("availability-zone", instance -> instance.launch().subnet().zone())
        .on("reservation-id", Instance::reservation)
        .on(
            "subnet-id",
            instance ->
                InstanceXml.hasNetwork(instance, now) ? instance.launch().subnet().id() : "")
        .on(
            "private-ip-address",
            instance -> InstanceXml.hasNetwork(instance, now) ? instance.privateIp() : "");
  }
}
