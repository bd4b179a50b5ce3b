package dev.berth.simulator.wire;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.Headers;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** A service of AWS's query protocol that knows no regions: forms in, XML out. */
public abstract class QueryService implements Service {

  private final String namespace;
  private final Map<String, BiConsumer<Call, Xml>> operations;

  /** Its operations, each of which writes its result. */
  public QueryService(String namespace, Map<String, BiConsumer<Call, Xml>> operations) {
    this.namespace = namespace;
    this.operations = operations;
  }

  @Override
  public Call read(String caller, String region, Headers headers, String body) {
    Form form = Form.parse(body);
    return new Call(
        caller,
        region,
        form.required("Action"),
        new HashSet<>(form.fields().values()),
        form,
        MissingNode.getInstance());
  }

  @Override
  public String answer(Call call) {
    BiConsumer<Call, Xml> operation = operations.get(call.operation());
    if (operation == null) {
      throw AwsError.refused("InvalidAction", "Could not find operation %s.", call.operation());
    }
    Xml xml = new Xml();
    xml.nest(
        "%sResponse xmlns=\"%s\"".formatted(call.operation(), namespace),
        response ->
            response
                .nest(call.operation() + "Result", result -> operation.accept(call, result))
                .nest("ResponseMetadata", meta -> meta.add("RequestId", UUID.randomUUID())));
    return xml.toString();
  }

  @Override
  public String refusal(AwsError error, String requestId) {
    Xml xml = new Xml();
    xml.nest(
        "ErrorResponse",
        response ->
            response
                .nest(
                    "Error",
                    one ->
                        one.add("Type", "Sender")
                            .add("Code", error.code())
                            .add("Message", error.getMessage()))
                .add("RequestId", requestId));
    return xml.toString();
  }

  @Override
  public AwsError throttled() {
    return AwsError.refused("Throttling", "Rate exceeded");
  }

  @Override
  public AwsError denied(String message) {
    return new AwsError("AccessDenied", 403, message);
  }

  @Override
  public String contentType() {
    return "text/xml;charset=UTF-8";
  }
}
