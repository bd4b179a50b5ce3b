package dev.berth.activities.sweep;

import dev.berth.activities.core.CoreRole;
import dev.berth.activities.host.Ec2Instances;
import dev.berth.activities.host.Tags;
import dev.berth.model.Plan;
import dev.berth.model.Word;
import dev.berth.registry.core.NeededSecrets;
import dev.berth.registry.core.NeverReadyCore;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.launch.Run.Fate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Everything that a pass saw in a region. AWS and the database servers are looked at first, the
 * registry after them: what they show was in the registry before, unless the registry forgot.
 *
 * @param instances of ours, terminated ones included
 * @param secrets the cores' secrets
 * @param roles those of the database servers that answered, by server
 * @param hosts those that are not gone, and those that the instances' tags name, by id
 * @param operations those that are running, and their runs
 * @param known the operations of the instances' tags that the registry knows
 * @param needs which generations' secrets are needed, by core id
 * @param neverReady which of the roles are of cores that never were ready, by core id
 * @param idleHosts the hosts that are not settled, or not replaced to the end, on which no run
 *     works
 * @param forgottenHosts the ready hosts that were made for a bake which has ended
 * @param unfit why instances should not go on, by id
 * @param registryCreatedAt when the registry's tables were made
 * @param everHadHosts whether the registry ever had a host in the region
 */
record Survey(
    List<OurInstance> instances,
    List<SecretName> secrets,
    Map<String, List<CoreRole>> roles,
    Map<String, HostRecord> hosts,
    Map<Operation, Fate> operations,
    Set<String> known,
    Map<String, NeededSecrets> needs,
    Map<String, NeverReadyCore> neverReady,
    Set<String> idleHosts,
    Set<String> forgottenHosts,
    Map<String, String> unfit,
    Instant registryCreatedAt,
    boolean everHadHosts) {

  /** The hosts that are not gone. */
  long hostCount() {
    return hosts.values().stream().filter(host -> !host.state().gone()).count();
  }

  List<OurInstance> alive() {
    return instances.stream().filter(OurInstance::alive).toList();
  }

  /**
   * An instance with this installation's tag.
   *
   * @param number the instance number of its tags; -1 when they are not ones that Berth writes
   * @param launched whether Berth launched it with these tags, or recorded it
   */
  record OurInstance(
      String id,
      InstanceStateName state,
      Instant launchedAt,
      String hostId,
      int number,
      String operationId,
      String planWord,
      boolean launched) {
    static OurInstance of(Instance instance, boolean launched) {
      String number = Ec2Instances.tag(instance, Tags.INSTANCE_NUMBER);
      return new OurInstance(
          instance.instanceId(),
          instance.state().name(),
          instance.launchTime(),
          Ec2Instances.tag(instance, Tags.HOST),
          number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : -1,
          Ec2Instances.tag(instance, Tags.OPERATION),
          Ec2Instances.tag(instance, Tags.PLAN),
          launched);
    }

    /** Whether its tags are ones that Berth writes. */
    boolean readable() {
      return number >= 0 && !hostId.isEmpty() && !operationId.isEmpty() && !planWord.isEmpty();
    }

    /** Whether it is what its tags say. */
    boolean ours() {
      return readable() && launched;
    }

    /** The plan of its host; null for one that an image is baked or proved on. */
    Plan plan() {
      return Word.find(Plan.class, planWord).orElse(null);
    }

    boolean alive() {
      return Ec2Instances.alive(state);
    }
  }

  /** The name of one generation's secret, taken apart. */
  record SecretName(String name, String coreId, long generation) {
    private static final Pattern FORM = Pattern.compile("/berth/[^/]+/cores/([^/]+)/([0-9]{1,18})");

    /** Empty when it is another name. */
    static Optional<SecretName> of(String name) {
      Matcher form = FORM.matcher(name);
      return form.matches()
          ? Optional.of(new SecretName(name, form.group(1), Long.parseLong(form.group(2))))
          : Optional.empty();
    }
  }
}
