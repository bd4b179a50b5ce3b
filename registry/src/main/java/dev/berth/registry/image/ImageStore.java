package dev.berth.registry.image;

import dev.berth.model.EventType;
import dev.berth.model.ImageState;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.image.ImageRows.Rank;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import java.util.List;
import java.util.Optional;

/** Images: claimed by the operation that bakes them, current in their region one at a time. */
public record ImageStore(Database db) {
  /** The image of this id. */
  public Optional<ImageRecord> find(String id) {
    return ImageRows.find(db, id);
  }

  /** All images, newest first. */
  public List<ImageRecord> list() {
    return of(null);
  }

  /** The images of a region, or of all when it is null, newest first. */
  public List<ImageRecord> of(String region) {
    String query =
        ImageRows.SELECT
            + "WHERE i.region = coalesce(?, i.region) ORDER BY i.created_at DESC, i.id";
    return db.list(ImageRecord.class, query, region);
  }

  /**
   * What a host boots from.
   *
   * @param imageId the image of ours; null when the AMI is none
   */
  public record Boot(String amiId, String imageId) {}

  /**
   * What this host is to boot from: what it is made for, else what is current in its region; empty
   * when nothing is.
   */
  public Optional<Boot> boot(String hostId, String region) {
    return db.find(
        Boot.class,
        """
        SELECT h.boots AS ami_id,
               nullif(h.bakes, CASE WHEN h.boots = i.base_ami THEN h.bakes END) AS image_id, 1 AS rank
        FROM hosts h JOIN images i ON i.id = h.bakes WHERE h.id = ?
        UNION ALL
        SELECT ami_id, id, 2 FROM images WHERE region = ? AND current
        ORDER BY rank LIMIT 1
        """,
        hostId,
        region);
  }

  /**
   * Takes charge of an image for the operation that bakes it, which is opened. One that is there is
   * returned as it is. Idempotent.
   *
   * @param planned its inputs
   */
  public ImageRecord claim(ImageInputs planned, Operation operation) {
    return db.in(
        tx -> {
          ImageRows.add(tx, planned);
          ImageRecord image = ImageRows.lock(tx, planned.id());
          if (operation.id().equals(image.operationId())) {
            return image;
          }
          if (image.available()) {
            OperationStore.neverOpen(tx, operation.id());
            return image;
          }
          OperationStore.open(tx, operation);
          ImageRows.transition(
              tx,
              image,
              ImageState.BAKING,
              Change.of(EventType.IMAGE_BAKING, operation.actor(), image.containerImage())
                  .set("operation_id", operation.id())
                  .set("failures", 0)
                  .set("failed_launches", new String[0])
                  .clear("ami_id", "content", "demoted_at", "baked_at")
                  .setNow("created_at"));
          return ImageRows.lock(tx, image.id());
        });
  }

  /**
   * The image is proven: it is current in its region from here on, and the operation is closed.
   * Idempotent.
   *
   * @param content the id of the container image that is on it
   * @return false when another operation has taken charge of it
   */
  public boolean settle(
      String id, String operationId, String amiId, String content, String receipt) {
    return db.in(
        tx -> {
          ImageRecord image = ImageRows.lock(tx, id);
          if (!operationId.equals(image.operationId())) {
            return false;
          }
          if (image.state() == ImageState.BAKING) {
            OperationStore.finish(tx, operationId, receipt);
            Actor actor = OperationStore.actor(tx, operationId);
            Change baked = current(tx, image, actor, "baked and proven: " + amiId);
            baked.set("ami_id", amiId).set("content", content).setNow("baked_at");
            ImageRows.transition(tx, image, ImageState.AVAILABLE, baked);
          }
          return true;
        });
  }

  /** The bake gives up: no host boots from it. Harmless before it was claimed. */
  public void giveUp(String id, String operationId) {
    db.run(
        tx ->
            ImageRows.find(tx, id)
                .map(_ -> ImageRows.lock(tx, id))
                .filter(image -> image.state() == ImageState.BAKING)
                .filter(image -> operationId.equals(image.operationId()))
                .ifPresent(
                    image -> {
                      Actor actor = OperationStore.actor(tx, operationId);
                      Change failed = Change.of(EventType.IMAGE_FAILED, actor, null);
                      ImageRows.transition(tx, image, ImageState.FAILED, failed);
                    }));
  }

  /**
   * Makes an image current that is there already: the way back.
   *
   * @return the image as it is; unchanged unless it was available
   */
  public Optional<ImageRecord> promote(String id, Actor actor) {
    return db.in(
        tx -> {
          Optional<ImageRecord> image = ImageRows.find(tx, id).map(_ -> ImageRows.lock(tx, id));
          if (image.filter(i -> i.available() && !i.current()).isPresent()) {
            Change promoted = current(tx, image.get(), actor, "promoted");
            ImageRows.update(tx, image.get(), Rank.CURRENT, promoted);
          }
          return ImageRows.find(tx, id);
        });
  }

  /** The image takes the place of the one that is current in its region. */
  private static Change current(Transaction tx, ImageRecord image, Actor actor, String why) {
    tx.execute("UPDATE images SET current = false WHERE region = ? AND current", image.region());
    return Change.of(EventType.IMAGE_CURRENT, actor, why)
        .set("current", true)
        .set("demoted_at", null)
        .set("failures", 0)
        .set("failed_launches", new String[0]);
  }

  /**
   * Takes charge of an image for the operation that retires it, which is opened.
   *
   * @return why it must stay; empty when it is claimed
   */
  public Optional<String> claimRetirement(String id, Operation operation) {
    return db.in(
        tx -> {
          ImageRecord image = ImageRows.lock(tx, id);
          if (image.current()) {
            return Optional.of("it is current in " + image.region());
          }
          if (image.hosts() > 0) {
            return Optional.of(image.hosts() + " hosts run it");
          }
          OperationStore.open(tx, operation);
          if (image.state() != ImageState.RETIRED && !operation.id().equals(image.operationId())) {
            Change retiring = Change.of(EventType.IMAGE_RETIRING, operation.actor(), null);
            retiring.set("operation_id", operation.id());
            ImageRows.transition(tx, image, ImageState.RETIRING, retiring);
          }
          return Optional.empty();
        });
  }

  /** The image is gone, and the operation is closed. Idempotent. */
  public void settleRetirement(String id, String operationId, String why, String receipt) {
    db.run(
        tx -> {
          ImageRecord image = ImageRows.lock(tx, id);
          if (OperationStore.finish(tx, operationId, receipt)) {
            Actor actor = OperationStore.actor(tx, operationId);
            Change retired = Change.of(EventType.IMAGE_RETIRED, actor, why).set("ami_id", null);
            ImageRows.transition(tx, image, ImageState.RETIRED, retired);
          }
        });
  }

  /** The hosts that are there for an image's bake, or may be. */
  public List<String> hostsOf(String id) {
    return db.list(
        String.class,
        """
        SELECT id FROM hosts WHERE bakes = ? AND state IN ('launching', 'ready', 'unwanted', 'stopped')
        ORDER BY created_at, id
        """,
        id);
  }
}
