package dev.berth.registry.image;

import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Images: claimed by the operation that bakes them, current in their region one at a time. */
public final class ImageStore {
  static final String SELECT =
      """
      SELECT i.*, i.base_ami AS base_image, i.container_image AS core_image,
             (SELECT count(*) FROM hosts h WHERE h.ami_id = i.ami_id AND h.bakes IS NULL
                AND h.state IN ('launching', 'ready', 'unwanted', 'stopped')) AS hosts
      FROM images i
      """;

  private final Jdbi jdbi;

  /** Made by the registry. */
  public ImageStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The image of this id. */
  public Optional<ImageRecord> find(String id) {
    return jdbi.withHandle(db -> find(db, id));
  }

  /** All images, newest first. */
  public List<ImageRecord> list() {
    return jdbi.withHandle(
        db ->
            db.createQuery(SELECT + "ORDER BY i.created_at DESC, i.id")
                .mapTo(ImageRecord.class)
                .list());
  }

  /** The images of a region, newest first. */
  public List<ImageRecord> of(String region) {
    return list().stream().filter(image -> image.region().equals(region)).toList();
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
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT h.boots AS ami_id,
                           nullif(h.bakes, CASE WHEN h.boots = i.base_ami THEN h.bakes END) AS image_id, 1 AS rank
                    FROM hosts h JOIN images i ON i.id = h.bakes WHERE h.id = :host
                    UNION ALL
                    SELECT ami_id, id, 2 FROM images WHERE region = :region AND current
                    ORDER BY rank LIMIT 1
                    """)
                .bind("host", hostId)
                .bind("region", region)
                .mapTo(Boot.class)
                .findOne());
  }

  /**
   * Takes charge of an image for the operation that bakes it, which is opened. One that is there is
   * returned as it is. The second time for the same operation finds the same.
   *
   * @param planned its inputs
   */
  public ImageRecord claim(ImageRecord planned, Operation operation) {
    return jdbi.inTransaction(
        tx -> {
          tx.createUpdate(
                  """
                  INSERT INTO images (id, region, base_ami, container_image, digest, docker, scripts, edition, state)
                  VALUES (:id, :region, :baseImage, :coreImage, :digest, :docker, :scripts, :edition, 'baking')
                  ON CONFLICT (id) DO NOTHING
                  """)
              .bindMethods(planned)
              .execute();
          ImageRecord image = lock(tx, planned.id());
          if (image.available() || operation.id().equals(image.operationId())) {
            return image;
          }
          OperationStore.open(tx, operation);
          tx.execute(
              """
              UPDATE images SET state = 'baking', operation_id = ?, ami_id = NULL, content = NULL, failures = 0, failed_launches = DEFAULT,
                     demoted_at = NULL, baked_at = NULL, created_at = now() WHERE id = ?
              """,
              operation.id(),
              image.id());
          append(tx, image, "image.baking", actor(operation), "baking", image.coreImage());
          return lock(tx, image.id());
        });
  }

  /** Makes the row of a host that an image is baked or proved on. The second time is harmless. */
  public void addHost(String imageId, String hostId, String boots, String operationId) {
    jdbi.useTransaction(
        tx -> {
          int added =
              tx.execute(
                  """
                  INSERT INTO hosts (id, region, plan, slots, state, created_by, bakes, boots)
                  SELECT ?, region, 'image', 1, 'launching', ?, id, ? FROM images WHERE id = ? ON CONFLICT (id) DO NOTHING
                  """,
                  hostId,
                  operationId,
                  boots,
                  imageId);
          if (added > 0) {
            EventLog.append(
                tx,
                "host/" + hostId,
                "host.needed",
                OperationStore.actor(tx, operationId),
                null,
                "launching",
                "for image " + imageId);
          }
        });
  }

  /**
   * The image is proven: it is current in its region from here on, and the operation is closed. The
   * second time is harmless.
   *
   * @param content the id of the container image that is on it
   * @return false when another operation has taken charge of it
   */
  public boolean settle(
      String id, String operationId, String amiId, String content, String receipt) {
    return jdbi.inTransaction(
        tx -> {
          ImageRecord image = lock(tx, id);
          if (!operationId.equals(image.operationId())) {
            return false;
          }
          if (image.state().equals("baking")) {
            tx.execute(
                "UPDATE images SET state = 'available', ami_id = ?, content = ?, baked_at = now() WHERE id = ?",
                amiId,
                content,
                id);
            Actor actor = OperationStore.actor(tx, operationId);
            OperationStore.ready(tx, operationId, receipt);
            makeCurrent(tx, lock(tx, id), actor, "baked and proven: " + amiId);
          }
          return true;
        });
  }

  /** The bake gives up: nobody gets a host of it. Harmless before it was claimed. */
  public void giveUp(String id, String operationId) {
    jdbi.useTransaction(
        tx ->
            find(tx, id)
                .map(_ -> lock(tx, id))
                .filter(image -> image.state().equals("baking"))
                .filter(image -> operationId.equals(image.operationId()))
                .ifPresent(
                    image -> {
                      tx.execute("UPDATE images SET state = 'failed' WHERE id = ?", id);
                      Actor actor = OperationStore.actor(tx, operationId);
                      append(tx, image, "image.failed", actor, "failed", null);
                    }));
  }

  /**
   * Makes an image current that is there already: the way back.
   *
   * @return the image as it is; unchanged unless it was available
   */
  public Optional<ImageRecord> promote(String id, Actor actor) {
    return jdbi.inTransaction(
        tx -> {
          Optional<ImageRecord> image = find(tx, id).map(_ -> lock(tx, id));
          image
              .filter(found -> found.available() && !found.current())
              .ifPresent(found -> makeCurrent(tx, found, actor, "promoted"));
          return find(tx, id);
        });
  }

  /**
   * Takes charge of an image for the operation that retires it, which is opened.
   *
   * @return why it must stay; empty when it is claimed
   */
  public Optional<String> claimRetirement(String id, Operation operation) {
    return jdbi.inTransaction(
        tx -> {
          ImageRecord image = lock(tx, id);
          if (image.current()) {
            return Optional.of("it is current in " + image.region());
          }
          if (image.hosts() > 0) {
            return Optional.of(image.hosts() + " hosts run it");
          }
          OperationStore.open(tx, operation);
          tx.execute(
              "UPDATE images SET state = 'retiring', operation_id = ? WHERE id = ?",
              operation.id(),
              id);
          if (!image.state().equals("retiring")) {
            append(tx, image, "image.retiring", actor(operation), "retiring", null);
          }
          return Optional.empty();
        });
  }

  /** The image is gone, and the operation is closed. The second time is harmless. */
  public void settleRetirement(String id, String operationId, String why, String receipt) {
    jdbi.useTransaction(
        tx -> {
          ImageRecord image = lock(tx, id);
          if (OperationStore.ready(tx, operationId, receipt)) {
            tx.execute("UPDATE images SET state = 'retired', ami_id = NULL WHERE id = ?", id);
            Actor actor = OperationStore.actor(tx, operationId);
            append(tx, image, "image.retired", actor, "retired", why);
          }
        });
  }

  /** The hosts that are there for an image's bake, or may be. */
  public List<String> hostsOf(String id) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT id FROM hosts WHERE bakes = :id AND state IN ('launching', 'ready', 'unwanted', 'stopped')
                    ORDER BY created_at, id
                    """)
                .bind("id", id)
                .mapTo(String.class)
                .list());
  }

  private static void makeCurrent(Handle tx, ImageRecord image, Actor actor, String why) {
    tx.execute("UPDATE images SET current = false WHERE region = ? AND current", image.region());
    tx.execute(
        "UPDATE images SET current = true, demoted_at = NULL, failures = 0, failed_launches = DEFAULT WHERE id = ?",
        image.id());
    append(tx, image, "image.current", actor, "current", why);
  }

  private static Optional<ImageRecord> find(Handle db, String id) {
    return db.createQuery(SELECT + "WHERE i.id = :id")
        .bind("id", id)
        .mapTo(ImageRecord.class)
        .findOne();
  }

  /** All images of its region with it, so that two cannot become current at once. */
  private static ImageRecord lock(Handle tx, String id) {
    tx.createQuery(
            """
            SELECT id FROM images WHERE region = (SELECT region FROM images WHERE id = :id) ORDER BY id FOR UPDATE
            """)
        .bind("id", id)
        .mapTo(String.class)
        .list();
    return find(tx, id).orElseThrow();
  }

  private static Actor actor(Operation operation) {
    return new Actor(operation.requester(), operation.requestId(), operation.id());
  }

  static void append(
      Handle tx, ImageRecord image, String type, Actor actor, String after, String why) {
    String before = image.current() ? "current" : image.state();
    EventLog.append(
        tx, "image/" + image.id(), type, actor, before.equals(after) ? null : before, after, why);
  }
}
