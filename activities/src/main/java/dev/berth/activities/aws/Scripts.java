package dev.berth.activities.aws;

import dev.berth.activities.failure.Fail;
import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.workflows.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;
import software.amazon.awssdk.services.ssm.model.CommandStatus;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;

/**
 * Runs a script on a host through SSM, from within a heartbeating activity. SendCommand has no
 * token, so a command of the same purpose that is under way is adopted by its Comment; should two
 * run after all, the script's own lock and marker make the second one harmless.
 */
public final class Scripts {
  private static final Duration RUN_TIME = Duration.ofMinutes(8);
  private static final Duration LOOK_BACK = Duration.ofMinutes(15);
  private static final int DELIVERY_SECONDS = 60;

  private static final int NEVER_STARTED = -1;
  private static final int TRY_AGAIN_LATER = 75;
  private static final int SUPERSEDED = 76;
  private static final int INVALID = 77;

  private final AwsClients aws;
  private final Settings settings;
  private final Map<String, SharedPoll<String, Command>> polls = new ConcurrentHashMap<>();

  /** Over these clients. */
  public Scripts(AwsClients aws, Settings settings) {
    this.aws = aws;
    this.settings = settings;
  }

  /**
   * Runs a script, or joins the run of it that is under way, and returns its last line.
   *
   * @param operationId whose purpose it is; with the script's name and the generation it tells
   *     commands apart
   */
  public String run(Host host, Script script, String operationId, long generation) {
    SsmClient ssm = aws.ssm(host.region());
    String comment =
        "berth %s %s %s %d"
            .formatted(settings.installation(), operationId, script.name(), generation);
    String commandId =
        underWay(ssm, host, comment).orElseGet(() -> send(ssm, host, script, comment));
    SharedPoll<String, Command> poll = polls.computeIfAbsent(host.region(), this::poll);
    Waiting.until(
        script.name() + " on " + host.hostId(),
        () ->
            poll.next(commandId)
                .filter(command -> !active(command.status()))
                .map(Command::commandId));
    return answer(
        script,
        ssm.getCommandInvocation(r -> r.commandId(commandId).instanceId(host.instanceId())));
  }

  private Optional<String> underWay(SsmClient ssm, Host host, String comment) {
    return ssm
        .listCommandsPaginator(r -> r.instanceId(host.instanceId()).filters(recent()))
        .commands()
        .stream()
        .filter(command -> comment.equals(command.comment()) && active(command.status()))
        .max(Comparator.comparing(Command::requestedDateTime))
        .map(Command::commandId);
  }

  private static String send(SsmClient ssm, Host host, Script script, String comment) {
    return ssm.sendCommand(
            r ->
                r.documentName("AWS-RunShellScript")
                    .instanceIds(host.instanceId())
                    .comment(comment)
                    .timeoutSeconds(DELIVERY_SECONDS)
                    .parameters(
                        Map.of(
                            "commands",
                            script.commands(),
                            "executionTimeout",
                            List.of(Long.toString(RUN_TIME.toSeconds())))))
        .command()
        .commandId();
  }

  private SharedPoll<String, Command> poll(String region) {
    return new SharedPoll<>(
        "commands-" + region, settings.pollInterval(), ids -> commands(aws.ssm(region), ids));
  }

  /** One paged listing for all; a command that is asked for alone is asked for by its id. */
  private static Map<String, Command> commands(SsmClient ssm, Set<String> ids) {
    Map<String, Command> found = new HashMap<>();
    ssm
        .listCommandsPaginator(
            r -> {
              if (ids.size() == 1) {
                r.commandId(ids.iterator().next());
              } else {
                r.filters(recent());
              }
            })
        .commands()
        .stream()
        .filter(command -> ids.contains(command.commandId()))
        .forEach(command -> found.put(command.commandId(), command));
    return found;
  }

  private static CommandFilter recent() {
    return CommandFilter.builder()
        .key(CommandFilterKey.INVOKED_AFTER)
        .value(Instant.now().minus(LOOK_BACK).truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }

  private static String answer(Script script, GetCommandInvocationResponse result) {
    String said =
        (script.name() + ": " + result.statusDetails() + ": " + tail(result.standardErrorContent()))
            .strip();
    if (denied(result)) {
      throw Fail.terminal(FailureType.DENIED, "%s", said);
    }
    return switch (result.status()) {
      case SUCCESS -> tail(result.standardOutputContent());
      case FAILED ->
          throw switch (result.responseCode()) {
            case NEVER_STARTED -> Fail.retryable(FailureType.TRANSIENT, "%s", said);
            case TRY_AGAIN_LATER -> Fail.retryable(FailureType.SCRIPT_FAILED, "%s", said);
            case INVALID -> Fail.terminal(FailureType.INVALID, "%s", said);
            case SUPERSEDED -> Fail.terminal(FailureType.SUPERSEDED, "%s", said);
            default -> Fail.terminal(FailureType.SCRIPT_FAILED, "%s", said);
          };
      // Not delivered, for its agent is silent; or its effects are unknown, and the script answers
      // from the real state: sent again.
      case TIMED_OUT, CANCELLED, CANCELLING ->
          throw Fail.retryable(
              result.statusDetails().startsWith("Delivery")
                  ? FailureType.NOT_YET_VISIBLE
                  : FailureType.TRANSIENT,
              "%s",
              said);
      default -> throw Fail.retryable(FailureType.NOT_YET_VISIBLE, "%s", said);
    };
  }

  /** Systems Manager's words are written with blanks in some places, without in others. */
  private static boolean denied(GetCommandInvocationResponse result) {
    return "AccessDenied".equals(String.valueOf(result.statusDetails()).replace(" ", ""));
  }

  private static boolean active(CommandStatus status) {
    return status == CommandStatus.PENDING
        || status == CommandStatus.IN_PROGRESS
        || status == CommandStatus.CANCELLING;
  }

  private static String tail(String output) {
    String text = output == null ? "" : output.strip();
    return text.length() <= 1000 ? text : text.substring(text.length() - 1000);
  }
}
