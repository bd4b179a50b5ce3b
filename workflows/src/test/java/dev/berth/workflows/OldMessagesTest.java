package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.berth.workflows.operation.OperatorCommand;
import io.temporal.activity.ActivityInterface;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What old runs were told and have heard means the same today: replay would take a field that was
 * renamed for null. An activity whose name is gone could not be run for them either.
 */
class OldMessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  private static final Map<String, Method> WORKFLOWS =
      Stream.of(Workflows.implementations())
          .map(type -> POJOWorkflowInterfaceMetadata.newInstance(type.getInterfaces()[0]))
          .collect(
              Collectors.toMap(
                  type -> type.getWorkflowType().orElseThrow(),
                  type -> type.getWorkflowMethod().orElseThrow().getWorkflowMethod()));

  private static final Map<String, Method> ACTIVITIES =
      World.ACTIVITIES.stream()
          .flatMap(type -> Stream.of(type.getInterfaces()))
          .filter(type -> type.isAnnotationPresent(ActivityInterface.class))
          .flatMap(
              type -> POJOActivityInterfaceMetadata.newInstance(type).getMethodsMetadata().stream())
          .collect(
              Collectors.toMap(
                  POJOActivityMethodMetadata::getActivityTypeName,
                  POJOActivityMethodMetadata::getMethod));

  static List<Path> histories() throws IOException {
    return Corpus.committed().files();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void everyFieldOfEveryMessageIsStillUnderstood(Path file) throws IOException {
    Map<Long, String> scheduled = new HashMap<>();
    for (HistoryEvent event :
        WorkflowExecutionHistory.fromJson(Files.readString(file)).getEvents()) {
      switch (event.getEventType()) {
        case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED -> {
          var started = event.getWorkflowExecutionStartedEventAttributes();
          arguments(started.getInput(), method(WORKFLOWS, started.getWorkflowType().getName()));
        }
        case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED -> {
          var accepted = event.getWorkflowExecutionUpdateAcceptedEventAttributes();
          understood(
              accepted.getAcceptedRequest().getInput().getArgs().getPayloads(0),
              OperatorCommand.class);
        }
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
          var asked = event.getActivityTaskScheduledEventAttributes();
          scheduled.put(event.getEventId(), asked.getActivityType().getName());
          arguments(asked.getInput(), method(ACTIVITIES, asked.getActivityType().getName()));
        }
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
          var answered = event.getActivityTaskCompletedEventAttributes();
          Method method = method(ACTIVITIES, scheduled.get(answered.getScheduledEventId()));
          for (Payload result : answered.getResult().getPayloadsList()) {
            understood(result, method.getGenericReturnType());
          }
        }
        default -> {}
      }
    }
    assertThat(scheduled).isNotEmpty();
  }

  private static Method method(Map<String, Method> methods, String type) {
    assertThat(methods).as("what an old run calls").containsKey(type);
    return methods.get(type);
  }

  private static void arguments(Payloads input, Method method) throws IOException {
    Type[] types = method.getGenericParameterTypes();
    assertThat(input.getPayloadsCount()).as("arguments of %s", method).isEqualTo(types.length);
    for (int i = 0; i < types.length; i++) {
      understood(input.getPayloads(i), types[i]);
    }
  }

  private static void understood(Payload payload, Type type) throws IOException {
    Class<?> raw = type instanceof Class<?> plain ? plain : Object.class;
    Object value = CONVERTER.fromPayload(payload, raw, type);
    Payload again = CONVERTER.toPayload(value).orElseThrow();
    survives(tree(payload.getData()), tree(again.getData()), type.getTypeName());
  }

  private static JsonNode tree(ByteString json) throws IOException {
    return JSON.readTree(json.toByteArray());
  }

  /** What was said then is a part of what is said now. */
  private static void survives(JsonNode then, JsonNode now, String path) {
    if (then.isObject()) {
      then.properties().stream()
          .filter(field -> !field.getValue().isNull())
          .forEach(
              field ->
                  survives(
                      field.getValue(), now.path(field.getKey()), path + "." + field.getKey()));
    } else {
      assertThat(now).as(path).isEqualTo(then);
    }
  }
}
