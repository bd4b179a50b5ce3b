package dev.berth.registry.image;

import dev.berth.model.ImageState;
import dev.berth.model.OperationKind.Subject;
import dev.berth.model.Word;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.sql.Sql;
import java.util.Optional;

/** The rows of images. Every change of an image's state is made here, and nowhere else. */
final class ImageRows {
  /** Selects what an {@link ImageRecord} is made of; {@code i} is the image. */
  static final String SELECT =
      """
      SELECT i.*, (SELECT count(*) FROM hosts h WHERE h.ami_id = i.ami_id AND h.bakes IS NULL
                   AND h.state IN ('launching', 'ready', 'unwanted', 'stopped')) AS hosts
      FROM images i
      """;

  private ImageRows() {}

  /** What the event log says of an available image in place of its state. */
  enum Rank implements Word {
    CURRENT,
    DEMOTED
  }

  static Optional<ImageRecord> find(Sql db, String id) {
    return db.find(ImageRecord.class, SELECT + "WHERE i.id = ?", id);
  }

  /** Locks all images of its region, so that two cannot become current at once. */
  static ImageRecord lock(Transaction tx, String id) {
    tx.list(
        String.class,
        "SELECT id FROM images WHERE region = (SELECT region FROM images WHERE id = ?) ORDER BY id FOR UPDATE",
        id);
    return find(tx, id).orElseThrow();
  }

  /** Adds an image, unless it is there. */
  static void add(Transaction tx, ImageInputs planned) {
    tx.executeFor(
        planned,
        """
        INSERT INTO images (id, region, base_ami, container_image, digest, docker, scripts, edition, state)
        VALUES (:id, :region, :baseAmi, :containerImage, :digest, :docker, :scripts, :edition, 'baking')
        ON CONFLICT (id) DO NOTHING
        """);
  }

  /**
   * The one change of an image's state: checks that it is allowed, sets the state and whatever else
   * the change sets, and appends its event.
   *
   * @param image as it was locked
   * @throws IllegalStateException when the change is not allowed, or the image is not as it was
   */
  static void transition(Transaction tx, ImageRecord image, ImageState to, Change change) {
    ImageState.TRANSITIONS.require("image " + image.id(), image.state(), to);
    change.set("state", to);
    apply(tx, image, to == ImageState.AVAILABLE ? Rank.CURRENT : to, change);
  }

  /** A change that leaves the image in its state. */
  static void update(Transaction tx, ImageRecord image, Rank rank, Change change) {
    apply(tx, image, rank, change);
  }

  private static void apply(Transaction tx, ImageRecord image, Word after, Change change) {
    Word rank = image.current() ? Rank.CURRENT : image.state();
    Word before = rank.equals(after) ? null : rank;
    String subject = Subject.IMAGE.named(image.id());
    change.apply(tx, "images", image.id(), image.state(), subject, before, after);
  }
}
