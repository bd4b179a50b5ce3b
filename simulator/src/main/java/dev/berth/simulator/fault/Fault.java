package dev.berth.simulator.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.berth.simulator.account.InvocationStatus;
import java.time.Duration;
import java.util.List;

/**
 * Something that is scripted to go wrong. An {@code operation} is AWS's name of it, or {@code *}
 * for any. {@code about} narrows it to calls that mention all of these values: instance ids,
 * instance types, zones; empty or absent means every call. Calls are counted as they arrive, so the
 * SDK's own retries count too.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fault.Fail.class, name = "fail"),
  @JsonSubTypes.Type(value = Fault.LoseAnswer.class, name = "lose-answer"),
  @JsonSubTypes.Type(value = Fault.Delay.class, name = "delay"),
  @JsonSubTypes.Type(value = Fault.Throttle.class, name = "throttle"),
  @JsonSubTypes.Type(value = Fault.LateAgent.class, name = "late-agent"),
  @JsonSubTypes.Type(value = Fault.DeadAgent.class, name = "dead-agent"),
  @JsonSubTypes.Type(value = Fault.DieWhilePending.class, name = "die-while-pending"),
  @JsonSubTypes.Type(value = Fault.DieWhileRunning.class, name = "die-while-running"),
  @JsonSubTypes.Type(value = Fault.ImageFails.class, name = "image-fails"),
  @JsonSubTypes.Type(value = Fault.OutOfCapacity.class, name = "out-of-capacity"),
  @JsonSubTypes.Type(value = Fault.CommandEnds.class, name = "command-ends"),
  @JsonSubTypes.Type(value = Fault.SilentAgent.class, name = "silent-agent"),
  @JsonSubTypes.Type(value = Fault.VcpuLimit.class, name = "vcpu-limit"),
  @JsonSubTypes.Type(value = Fault.Impaired.class, name = "impaired"),
  @JsonSubTypes.Type(value = Fault.Notice.class, name = "notice"),
  @JsonSubTypes.Type(value = Fault.Withheld.class, name = "withheld")
})
public sealed interface Fault {

  /** A fault of the next few occasions. */
  sealed interface Counted extends Fault {
    /** Occasions left. */
    int times();
  }

  /** A fault of calls. */
  sealed interface OfCalls extends Fault {
    String operation();

    List<String> about();
  }

  /** The next calls are refused with this code and HTTP status; nothing happens. */
  record Fail(String operation, int times, String code, int status, List<String> about)
      implements Counted, OfCalls {
    public Fail {
      given(operation, "operation");
      given(code, "code");
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status must be from 400 to 599, not " + status);
      }
      about = orEmpty(about);
    }
  }

  /** The next calls do what they are asked; then the connection closes without an answer. */
  record LoseAnswer(String operation, int times, List<String> about) implements Counted, OfCalls {
    public LoseAnswer {
      given(operation, "operation");
      about = orEmpty(about);
    }
  }

  /** The next calls wait before anything happens: real time, for clients' timeouts are real. */
  record Delay(String operation, int times, Duration by, List<String> about)
      implements Counted, OfCalls {
    public Delay {
      given(operation, "operation");
      given(by, "by");
      about = orEmpty(about);
    }
  }

  /** A fraction (0 to 1) of calls is throttled until cleared; the same seed, the same calls. */
  record Throttle(String operation, double fraction, long seed, List<String> about)
      implements OfCalls {
    public Throttle {
      given(operation, "operation");
      about = orEmpty(about);
    }
  }

  /** The next hosts' agents register this much later (at scale 1). */
  record LateAgent(int times, Duration by) implements Counted {
    public LateAgent {
      given(by, "by");
    }
  }

  /** The next hosts' agents never register. */
  record DeadAgent(int times) implements Counted {}

  /** The next instances go from pending to terminated, for this reason. */
  record DieWhilePending(int times, String reason) implements Counted {
    public DieWhilePending {
      given(reason, "reason");
    }
  }

  /** The next instances are lost, for this reason, so long (at scale 1) after they first run. */
  record DieWhileRunning(int times, Duration after, String reason) implements Counted {
    public DieWhileRunning {
      given(after, "after");
      given(reason, "reason");
    }
  }

  /** The next images turn from pending to failed, for this reason. */
  record ImageFails(int times, String reason) implements Counted {
    public ImageFails {
      given(reason, "reason");
    }
  }

  /**
   * No capacity for a type in a zone (absent: in any) until cleared. AWS answers with HTTP 500,
   * which the SDK retries, or 400, which it does not; 0 means 500.
   */
  record OutOfCapacity(String type, String zone, int status) implements Fault {
    public OutOfCapacity {
      status = status == 0 ? 500 : status;
    }

    boolean covers(String otherType, String otherZone) {
      return (type == null || type.equals(otherType)) && (zone == null || zone.equals(otherZone));
    }
  }

  /**
   * The next commands that reach their hosts end at once, without their script.
   *
   * @param details as {@code StatusDetails} puts it: {@code Access Denied}
   * @param exitCode −1 if the agent never started the script
   */
  record CommandEnds(int times, String details, int exitCode) implements Counted {
    public CommandEnds {
      given(details, "details");
      InvocationStatus.of(details);
    }
  }

  /** The agent of this host takes nothing until cleared; what is sent stays Pending. */
  record SilentAgent(String instanceId) implements Fault {
    public SilentAgent {
      given(instanceId, "instanceId");
    }
  }

  /** The account's quota of vCPUs, per region; of several, the latest. */
  record VcpuLimit(int vcpus) implements Fault {
    public VcpuLimit {
      if (vcpus < 0) {
        throw new IllegalArgumentException("vcpus must be 0 or more, not " + vcpus);
      }
    }
  }

  /** This running instance fails its status checks until cleared; whatever runs on it runs on. */
  record Impaired(String instanceId) implements Fault {
    public Impaired {
      given(instanceId, "instanceId");
    }
  }

  /**
   * AWS tells beforehand, until cleared, what it will do to this instance; it does not do it.
   *
   * @param code such as {@code instance-retirement} or {@code system-reboot}
   * @param description in AWS's words; what is over begins with {@code [Completed]} or {@code
   *     [Canceled]}
   */
  record Notice(String instanceId, String code, String description) implements Fault {
    public Notice {
      given(instanceId, "instanceId");
      given(code, "code");
      description =
          description == null ? "The instance is running on degraded hardware" : description;
    }
  }

  /**
   * The policy of this identity lacks this action until cleared.
   *
   * @param identity {@code worker@INSTALLATION}, {@code starter@INSTALLATION} or {@code berth-host}
   * @param action as a policy names it, {@code ssm:PutParameter}
   */
  record Withheld(String identity, String action) implements Fault {
    public Withheld {
      given(identity, "identity");
      given(action, "action");
    }
  }

  private static void given(Object field, String name) {
    if (field == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
  }

  private static List<String> orEmpty(List<String> about) {
    return about == null ? List.of() : List.copyOf(about);
  }
}
