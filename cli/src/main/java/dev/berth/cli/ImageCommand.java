package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.BakeWish;
import dev.berth.client.api.ImageOrderView;
import dev.berth.client.api.ImageView;
import dev.berth.client.api.Listing;
import dev.berth.client.api.OperationView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Images. */
@Command(
    name = "image",
    description = {
      "Shows the images that hosts boot from: Docker and the core's container image are on them,",
      "so that a new host installs nothing. A host is launched from its region's current image, and",
      "from the stock image where there is none."
    },
    subcommands = {
      ImageCommand.All.class,
      ImageCommand.Bake.class,
      ImageCommand.Promote.class,
      ImageCommand.Retire.class
    },
    footer = {
      "",
      "Examples:",
      "  berth image",
      "  berth image bake --wait",
      "  berth image promote m0123456789a     # the way back",
      "  berth image retire m0123456789a"
    })
final class ImageCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    Listing.Images images = berth.client().images().list();
    berth.output().answer(images, text(images.images()));
  }

  private static String text(List<ImageView> images) {
    Table table =
        new Table("IMAGE", "STATUS", "REGION", "AMI", "AGE", "BASE", "CORE", "EDITION", "HOSTS");
    for (ImageView image : images) {
      table.row(
          image.id(),
          image.status(),
          image.region(),
          Objects.toString(image.amiId(), ""),
          image.bakedAt() == null
              ? ""
              : Durations.write(Duration.between(image.bakedAt(), Instant.now())),
          image.baseImage(),
          image.coreImage(),
          image.edition(),
          image.hosts());
    }
    return table.toString();
  }

  /** What is ordered, and waited for if asked. */
  private int answer(BerthClient client, ImageOrderView order, Waiting waiting)
      throws InterruptedException {
    Output output = berth.output();
    if (!waiting.wanted() || order.operationId() == null) {
      output.answer(order, "image %s %s".formatted(order.imageId(), order.outcome()));
      return ExitCode.DONE;
    }
    OperationView operation = client.operation(order.operationId()).orElseThrow();
    return waiting.follow(client, operation, "image " + order.imageId(), output);
  }

  @Command(name = "list", description = "Shows the images, as without a word.")
  static final class All implements Runnable {
    @ParentCommand private ImageCommand image;

    @Override
    public void run() {
      image.run();
    }
  }

  @Command(
      name = "bake",
      description = {
        "Bakes an image, boots a host from it, starts a core there and checks it; then it is current.",
        "The same inputs are baked once."
      })
  static final class Bake implements Callable<Integer> {
    @ParentCommand private ImageCommand image;
    @Mixin private Requester requester;

    @Option(
        names = "--region",
        paramLabel = "<region>",
        description = "An AWS region. Left out: the installation's.")
    private String region;

    @Option(
        names = "--version",
        paramLabel = "<version>",
        description = "The core's version, such as 10.1. Left out: the installation's.")
    private String version;

    @Option(
        names = "--base",
        paramLabel = "<ami>",
        description = "The AMI to bake it from. Left out: the region's, as it is now.")
    private String base;

    @Mixin private Waiting waiting;

    @Override
    public Integer call() throws InterruptedException {
      BerthClient client = image.berth.client(requester.name());
      return image.answer(
          client, client.images().bake(new BakeWish(region, version, base)), waiting);
    }
  }

  @Command(
      name = "promote",
      description = "Makes an image current that is there already: the way back.")
  static final class Promote implements Runnable {
    @ParentCommand private ImageCommand image;
    @Mixin private Requester requester;

    @Parameters(paramLabel = "<image>", description = "Its id, such as m0123456789a.")
    private String id;

    @Override
    public void run() {
      ImageView now = image.berth.client(requester.name()).images().promote(id);
      image.berth.output().answer(now, text(List.of(now)));
    }
  }

  @Command(
      name = "retire",
      description =
          "Takes an image away, with its snapshots. Not the current one, nor one that hosts run.")
  static final class Retire implements Callable<Integer> {
    @ParentCommand private ImageCommand image;
    @Mixin private Requester requester;

    @Parameters(paramLabel = "<image>", description = "Its id, such as m0123456789a.")
    private String id;

    @Mixin private Waiting waiting;

    @Override
    public Integer call() throws InterruptedException {
      BerthClient client = image.berth.client(requester.name());
      return image.answer(client, client.images().retire(id), waiting);
    }
  }
}
