package dev.berth.cli;

import dev.berth.client.Answer;
import dev.berth.client.BerthClient;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.BakeRequest;
import dev.berth.client.api.ImageView;
import dev.berth.client.api.ListResponse;
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
      "Shows the images that hosts boot from.",
      "They contain Docker and the core's container image, so that a new host installs nothing. A host boots from its region's current image, or from the stock image where there is none."
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
      "  berth image promote m0123456789a     # back to an earlier image",
      "  berth image retire m0123456789a"
    })
final class ImageCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Mixin private WatchOption watch;

  @Override
  public void run() {
    watch.show(berth.output(), this::images);
  }

  private WatchOption.Shown images() {
    ListResponse.Images images = berth.client().images().list();
    return new WatchOption.Shown(images, table(images.images()));
  }

  private String table(List<ImageView> images) {
    Table<ImageView> table =
        new Table<>(images, berth.output().style())
            .column("IMAGE", ImageView::id)
            .state("STATUS", ImageView::status)
            .detail("REGION", ImageView::region)
            .column("AMI", image -> Objects.toString(image.amiId(), ""))
            .column("AGE", ImageCommand::age)
            .detail("BASE", ImageView::baseImage)
            .detail("CORE", ImageView::coreImage)
            .detail("EDITION", ImageView::edition)
            .column("HOSTS", ImageView::hosts);
    return table.toString();
  }

  private static String age(ImageView image) {
    return image.bakedAt() == null
        ? ""
        : Durations.write(Duration.between(image.bakedAt(), Instant.now()));
  }

  private void print(ImageView image) {
    berth.output().answer(image, table(List.of(image)));
  }

  @Command(
      name = "list",
      description = {"Shows the images.", "This is the default."})
  static final class All implements Runnable {
    @ParentCommand private ImageCommand image;
    @Mixin private WatchOption watch;

    @Override
    public void run() {
      watch.show(image.berth.output(), image::images);
    }
  }

  @Command(
      name = "bake",
      description = {
        "Bakes an image, checks it, and makes it current.",
        "The check boots a host from it and starts a core there. The same inputs are baked once."
      })
  static final class Bake implements Callable<Integer> {
    @ParentCommand private ImageCommand image;
    @Mixin private RequesterOption requester;

    @Mixin private RegionOption region;

    @Option(
        names = "--version",
        paramLabel = "<version>",
        description = "The core's version, such as 10.1. Default: the installation's.")
    private String version;

    @Option(
        names = "--base",
        paramLabel = "<ami>",
        description = "The AMI to bake it from. Default: the region's configured one.")
    private String base;

    @Mixin private WaitOptions waiting;

    @Override
    public Integer call() throws InterruptedException {
      BerthClient client = image.berth.client(requester.name());
      switch (client.images().bake(new BakeRequest(region.given, version, base))) {
        case Answer.Done<ImageView>(ImageView existing) -> image.print(existing);
        case Answer.Started<ImageView>(Accepted accepted) -> {
          return waiting.answer(
              client, accepted, "image " + accepted.imageId(), image.berth.output());
        }
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "promote",
      description = "Makes an existing image current, such as an earlier one.")
  static final class Promote implements Runnable {
    @ParentCommand private ImageCommand image;
    @Mixin private RequesterOption requester;

    @Parameters(paramLabel = "<image>", description = "Its id, such as m0123456789a.")
    private String id;

    @Override
    public void run() {
      image.print(image.berth.client(requester.name()).images().promote(id));
    }
  }

  @Command(
      name = "retire",
      description = {
        "Deletes an image and its snapshots.",
        "Refused for the current image and while hosts run it."
      })
  static final class Retire implements Callable<Integer> {
    @ParentCommand private ImageCommand image;
    @Mixin private RequesterOption requester;

    @Parameters(paramLabel = "<image>", description = "Its id, such as m0123456789a.")
    private String id;

    @Mixin private WaitOptions waiting;

    @Override
    public Integer call() throws InterruptedException {
      BerthClient client = image.berth.client(requester.name());
      return waiting.answer(
          client, client.images().retire(id), "image " + id, image.berth.output());
    }
  }
}
