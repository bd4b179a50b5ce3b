package dev.berth.simulator.ec2;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.Headers;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Ledger;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Call;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Service;
import dev.berth.simulator.wire.Xml;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** EC2: forms in, XML out. */
public final class Ec2 implements Service {

  private final Ledger ledger;
  private final Map<String, Ec2Operation> operations;

  /** EC2 on the regions of this ledger and on its instances' hosts. */
  public Ec2(Ledger ledger, Latencies latencies, Faults faults, Hosts hosts) {
    this.ledger = ledger;
    var describe = new DescribeInstances(ledger.account());
    var snapshots = new Snapshots(ledger.account());
    operations =
        Map.ofEntries(
            Map.entry("RunInstances", new RunInstances(ledger, latencies, faults, hosts)),
            Map.entry("DescribeInstances", describe::instances),
            Map.entry("DescribeInstanceStatus", new DescribeInstanceStatus(latencies, faults)),
            Map.entry("StopInstances", new StopInstances(latencies, hosts)),
            Map.entry("StartInstances", new StartInstances(latencies, faults, hosts)),
            Map.entry("TerminateInstances", new TerminateInstances(latencies, hosts)),
            Map.entry("CreateTags", new CreateTags()),
            Map.entry("CreateImage", new CreateImage(latencies, faults, hosts)),
            Map.entry("DescribeInstanceTypes", new InstanceTypes()),
            Map.entry("DescribeImages", new DescribeImages(ledger.account())),
            Map.entry("DeregisterImage", new DeregisterImage()),
            Map.entry("DescribeSnapshots", snapshots::describe),
            Map.entry("DeleteSnapshot", snapshots::delete),
            Map.entry("DescribeSubnets", new DescribeSubnets(ledger.account())));
  }

  @Override
  public Call read(String caller, String region, Headers headers, String body) {
    Form form = Form.parse(body);
    Set<String> mentions = new HashSet<>(form.fields().values());
    form.text("SubnetId")
        .flatMap(ledger.region(region).offer()::subnet)
        .ifPresent(subnet -> mentions.add(subnet.zone()));
    return new Call(
        caller, region, form.required("Action"), mentions, form, MissingNode.getInstance());
  }

  @Override
  public String answer(Call call) {
    Ec2Operation operation = operations.get(call.operation());
    if (operation == null) {
      throw AwsError.refused(
          "InvalidAction", "The action %s is not valid for this web service.", call.operation());
    }
    Xml xml = new Xml();
    RegionState region = ledger.region(call.region());
    synchronized (region) {
      xml.nest(
          call.operation() + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"",
          response -> {
            response.add("requestId", UUID.randomUUID());
            operation.answer(region, call.form(), response);
          });
    }
    call.form().stopIfDryRun();
    return xml.toString();
  }

  @Override
  public String refusal(AwsError error, String requestId) {
    Xml xml = new Xml();
    xml.nest(
        "Response",
        response ->
            response
                .nest(
                    "Errors",
                    errors ->
                        errors.nest(
                            "Error",
                            one ->
                                one.add("Code", error.code()).add("Message", error.getMessage())))
                .add("RequestID", requestId));
    return xml.toString();
  }

  @Override
  public AwsError throttled() {
    return new AwsError("RequestLimitExceeded", 503, "Request limit exceeded.");
  }

  @Override
  public AwsError denied(String message) {
    return new AwsError("UnauthorizedOperation", 403, message);
  }

  @Override
  public String contentType() {
    return "text/xml;charset=UTF-8";
  }
}
