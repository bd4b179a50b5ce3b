package dev.berth.registry.image;

import dev.berth.model.EventType;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import java.util.Optional;

/** Whether hosts get fit from an image; one from which they do not is demoted by itself. */
public record ImageFitness(Database db) {
  /** So many launches that fail in a row say that it is the image, and not an instance. */
  private static final int UNFIT = 3;

  /** A host boots from this AMI and is ready: the image is fit. Within the caller's transaction. */
  public static void worked(Transaction tx, String amiId) {
    tx.execute(
        "UPDATE images SET failures = 0, failed_launches = DEFAULT WHERE ami_id = ? AND failures > 0",
        amiId);
  }

  /**
   * A launch from this AMI failed. After three in a row its image is demoted: the next hosts boot
   * from the stock image.
   *
   * @param launch names it: one that is reported twice counts once
   */
  public void failed(String amiId, String launch, String why) {
    db.run(
        tx -> {
          tx.execute(
              """
              UPDATE images SET failures = failures + 1, failed_launches = array_append(failed_launches, ?)
              WHERE ami_id = ? AND NOT ? = ANY (failed_launches)
              """,
              launch,
              amiId,
              launch);
          String sum = UNFIT + " launches failed in a row; the last: " + why;
          ofAmi(tx, amiId).filter(i -> i.failures() >= UNFIT).ifPresent(i -> demote(tx, i, sum));
        });
  }

  /** This AMI cannot be launched at all: its image is demoted. */
  public void unfit(String amiId, String why) {
    db.run(tx -> ofAmi(tx, amiId).ifPresent(image -> demote(tx, image, why)));
  }

  private static void demote(Transaction tx, ImageRecord image, String why) {
    if (image.current()) {
      Change demoted = Change.of(EventType.IMAGE_DEMOTED, Actor.BERTH, why);
      demoted.set("current", false).setNow("demoted_at");
      ImageRows.update(tx, image, ImageRows.Rank.DEMOTED, demoted);
    }
  }

  private static Optional<ImageRecord> ofAmi(Transaction tx, String amiId) {
    return tx.find(
        ImageRecord.class, ImageRows.SELECT + "WHERE i.ami_id = ? FOR UPDATE OF i", amiId);
  }
}
