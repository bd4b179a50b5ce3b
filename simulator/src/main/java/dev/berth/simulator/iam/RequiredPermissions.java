package dev.berth.simulator.iam;

import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Image;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.Call;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a call has to be allowed, as the Service Authorization Reference lists it. About what is not
 * there nothing is asked: the operation itself says so.
 */
final class RequiredPermissions {

  private final String account;
  private final Call call;
  private final RegionState region;

  RequiredPermissions(Account account, Call call, RegionState region) {
    this.account = account.id();
    this.call = call;
    this.region = region;
  }

  Stream<RequiredPermission> of(String service) {
    return switch (service) {
      case "ec2" -> ec2();
      case "ssm" -> ssm();
      case "sts" -> Stream.empty(); // GetCallerIdentity needs no permission
      default -> Stream.of(new RequiredPermission(service + ":" + call.operation(), "*"));
    };
  }

  private Stream<RequiredPermission> ec2() {
    Form form = call.form();
    return switch (call.operation()) {
      case "RunInstances" -> runInstances(form);
      case "StartInstances", "StopInstances", "TerminateInstances" ->
          form.list("InstanceId").stream().flatMap(id -> own("ec2", "i", id));
      case "CreateImage" ->
          concat(
              form.text("InstanceId").stream().flatMap(id -> own("ec2", "i", id)),
              created(form, "image", "snapshot"));
      case "DeregisterImage" ->
          form.text("ImageId").stream()
              .flatMap(id -> concat(own("ec2", "ami", id), snapshotOf(form, id)));
      case "DeleteSnapshot" ->
          form.text("SnapshotId").stream().flatMap(id -> own("ec2", "snap", id));
      case "CreateTags" ->
          form.list("ResourceId").stream()
              .flatMap(
                  id ->
                      own(
                          "ec2",
                          id.split("-", 2)[0],
                          id,
                          tags("aws:RequestTag/", form.tags("Tag"))));
      default -> Stream.of(new RequiredPermission("ec2:" + call.operation(), "*"));
    };
  }

  private Stream<RequiredPermission> runInstances(Form form) {
    String run = "ec2:RunInstances";
    return concat(
        created(form, "instance", "volume"),
        Stream.of(new RequiredPermission(run, arn("ec2", account, "network-interface/*"))),
        form.text("SubnetId").stream()
            .map(id -> new RequiredPermission(run, arn("ec2", account, "subnet/" + id))),
        form.list("SecurityGroupId").stream()
            .map(id -> new RequiredPermission(run, arn("ec2", account, "security-group/" + id))),
        form.text("ImageId").stream()
            .map(id -> new RequiredPermission(run, arn("ec2", "", "image/" + id))),
        form.text("IamInstanceProfile.Name").stream()
            .map(
                name ->
                    new RequiredPermission(
                        "iam:PassRole",
                        "arn:aws:iam::%s:role/%s".formatted(account, name),
                        Map.of("iam:PassedToService", "ec2.amazonaws.com"))));
  }

  /** To create things, and to tag them while they are created. */
  private Stream<RequiredPermission> created(Form form, String... types) {
    return Stream.of(types)
        .flatMap(
            type -> {
              Map<String, String> context = tags("aws:RequestTag/", form.tagsOf(type));
              String owner = List.of("image", "snapshot").contains(type) ? "" : account;
              String arn = arn("ec2", owner, type + "/*");
              RequiredPermission create =
                  new RequiredPermission("ec2:" + call.operation(), arn, context);
              if (context.isEmpty()) {
                return Stream.of(create);
              }
              Map<String, String> tagging = new HashMap<>(context);
              tagging.put("ec2:CreateAction", call.operation());
              return Stream.of(create, new RequiredPermission("ec2:CreateTags", arn, tagging));
            });
  }

  private Stream<RequiredPermission> snapshotOf(Form form, String imageId) {
    return form.flag("DeleteAssociatedSnapshots")
        ? region
            .image(imageId)
            .flatMap(Image::source)
            .flatMap(source -> region.snapshot(source.snapshotId()))
            .stream()
            .map(
                snapshot ->
                    new RequiredPermission(
                        "ec2:DeleteSnapshot",
                        arn("ec2", "", "snapshot/" + snapshot.id()),
                        tags("aws:ResourceTag/", snapshot.tags())))
        : Stream.empty();
  }

  private Stream<RequiredPermission> own(String service, String kind, String id) {
    return own(service, kind, id, Map.of());
  }

  /** To do it to something that is there. */
  private Stream<RequiredPermission> own(
      String service, String kind, String id, Map<String, String> more) {
    String action = service + ":" + call.operation();
    String tag = service.equals("ssm") ? "ssm:resourceTag/" : "aws:ResourceTag/";
    return switch (kind) {
      case "i" ->
          region.instance(id).stream()
              .map(
                  i ->
                      permission(
                          action, arn("ec2", account, "instance/" + id), tag, i.tags(), more));
      case "ami" ->
          region.image(id).stream()
              .map(i -> permission(action, arn("ec2", "", "image/" + id), tag, i.tags(), more));
      case "snap" ->
          region.snapshot(id).stream()
              .map(s -> permission(action, arn("ec2", "", "snapshot/" + id), tag, s.tags(), more));
      default -> Stream.empty();
    };
  }

  private static RequiredPermission permission(
      String action, String arn, String tag, Map<String, String> tags, Map<String, String> more) {
    Map<String, String> context = new HashMap<>(tags(tag, tags));
    context.putAll(more);
    return new RequiredPermission(action, arn, context);
  }

  private Stream<RequiredPermission> ssm() {
    String action = "ssm:" + call.operation();
    return switch (call.operation()) {
      case "SendCommand" ->
          concat(
              Stream.of(
                  new RequiredPermission(
                      action,
                      arn("ssm", "", "document/" + Request.required(call.json(), "DocumentName")))),
              Request.texts(call.json(), "InstanceIds").stream()
                  .flatMap(id -> own("ssm", "i", id)));
      case "PutParameter" ->
          concat(
              parameter(action, "Name"),
              call.json().has("Tags")
                  ? parameter("ssm:AddTagsToResource", "Name")
                  : Stream.empty());
      case "GetParameter", "DeleteParameter" -> parameter(action, "Name");
      case "GetParametersByPath" -> parameter(action, "Path");
      case "AddTagsToResource" -> parameter(action, "ResourceId");
      default -> Stream.of(new RequiredPermission(action, "*"));
    };
  }

  /** Amazon's own parameters belong to no account. */
  private Stream<RequiredPermission> parameter(String action, String field) {
    String name = Request.required(call.json(), field).replaceFirst("^/", "");
    String owner = name.startsWith("aws/") ? "" : account;
    return Stream.of(new RequiredPermission(action, arn("ssm", owner, "parameter/" + name)));
  }

  private String arn(String service, String owner, String rest) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, call.region(), owner, rest);
  }

  private static Map<String, String> tags(String prefix, Map<String, String> tags) {
    Map<String, String> context = new HashMap<>();
    tags.forEach((key, value) -> context.put(prefix + key, value));
    return context;
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // Stream.of only reads them
  private static Stream<RequiredPermission> concat(Stream<RequiredPermission>... parts) {
    return Stream.of(parts).flatMap(part -> part);
  }
}
