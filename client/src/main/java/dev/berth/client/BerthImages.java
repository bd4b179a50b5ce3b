package dev.berth.client;

import dev.berth.client.api.BakeWish;
import dev.berth.client.api.ImageOrderView;
import dev.berth.client.api.ImageView;
import dev.berth.client.api.Listing;

/** Images that hosts boot from, as {@link BerthClient#images()} gives them. */
public final class BerthImages {
  private final Door door;
  private final String requester;

  BerthImages(Door door, String requester) {
    this.door = door;
    this.requester = requester;
  }

  /** Those that are not gone, newest first. */
  public Listing.Images list() {
    return door.get("/v1/images", Listing.Images.class);
  }

  /**
   * Bakes an image, or joins the operation that bakes it.
   *
   * @throws BerthException.Refused with status 400 when it can never be
   */
  public ImageOrderView bake(BakeWish wish) {
    return door.post("/v1/images", wish, requester, ImageOrderView.class);
  }

  /**
   * Makes an image current in its region.
   *
   * @throws BerthException.Refused with status 404 when there is no such image, 409 when no host
   *     can boot from it
   */
  public ImageView promote(String id) {
    return door.post(
        "/v1/images/%s/promote".formatted(Door.encode(id)), requester, ImageView.class);
  }

  /**
   * Takes an image away.
   *
   * @throws BerthException.Refused with status 404 when there is no such image, 409 when it must
   *     stay
   */
  public ImageOrderView retire(String id) {
    return door.post(
        "/v1/images/%s/retire".formatted(Door.encode(id)), requester, ImageOrderView.class);
  }
}
