package dev.berth.activities.host;

import com.google.common.collect.Lists;
import dev.berth.activities.aws.Script;
import dev.berth.activities.aws.SharedPoll;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.operation.Context;
import dev.berth.workflows.host.Agents;
import dev.berth.workflows.host.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ssm.model.InstanceInformationFilterKey;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PingStatus;

/** The SSM agents of our hosts. */
public final class AgentsActivities implements Agents {
  /** AWS takes up to 50 ids in one filter. */
  private static final int IDS = 50;

  private static final String KEY = InstanceInformationFilterKey.INSTANCE_IDS.toString();

  private final Context context;
  private final InstanceWatch instances;
  private final HostWatch hosts;
  private final Map<String, SharedPoll<String, PingStatus>> polls = new ConcurrentHashMap<>();

  /** In this context. */
  public AgentsActivities(Context context, InstanceWatch instances, HostWatch hosts) {
    this.context = context;
    this.instances = instances;
    this.hosts = hosts;
  }

  @Override
  public void awaitOnline(Host host) {
    SharedPoll<String, PingStatus> poll = polls.computeIfAbsent(host.region(), this::poll);
    Waiting.until(
        "agent of " + host.instanceId(),
        () -> {
          hosts.refuseUnwanted(host.hostId());
          Ec2Instances.refuseEnded(instances.next(host.region(), host.instanceId()));
          return poll.next(host.instanceId()).filter(PingStatus.ONLINE::equals);
        });
  }

  @Override
  public void prepare(Host host, String image, String operationId) {
    Map<String, String> parameters =
        Map.of("IMAGE", image, "PACKAGE", context.settings().images().docker());
    context.scripts().run(host, new Script("prepare-host", parameters), operationId, 0);
  }

  private SharedPoll<String, PingStatus> poll(String region) {
    return new SharedPoll<>(
        "agents-" + region, context.settings().pollInterval(), ids -> pings(region, ids));
  }

  private Map<String, PingStatus> pings(String region, Set<String> instanceIds) {
    Map<String, PingStatus> pings = new HashMap<>();
    for (List<String> some : Lists.partition(new ArrayList<>(instanceIds), IDS)) {
      context
          .aws()
          .ssm(region)
          .describeInstanceInformationPaginator(r -> r.filters(with(some)))
          .instanceInformationList()
          .forEach(agent -> pings.put(agent.instanceId(), agent.pingStatus()));
    }
    return pings;
  }

  private static InstanceInformationStringFilter with(List<String> ids) {
    return InstanceInformationStringFilter.builder().key(KEY).values(ids).build();
  }
}
