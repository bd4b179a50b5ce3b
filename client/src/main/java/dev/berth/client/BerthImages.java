package dev.berth.client;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.BakeRequest;
import dev.berth.client.api.ImageView;
import dev.berth.client.api.ListResponse;

/** Images that hosts boot from, as {@link BerthClient#images()} gives them. */
public final class BerthImages {
  private final HttpTransport http;

  BerthImages(HttpTransport http) {
    this.http = http;
  }

  /** Those that are not gone, newest first. */
  public ListResponse.Images list() {
    return http.get("/v1/images", ListResponse.Images.class);
  }

  /** Those of a region that are not gone, newest first. */
  public ListResponse.Images list(String region) {
    return http.get("/v1/images?region=" + HttpTransport.encode(region), ListResponse.Images.class);
  }

  /**
   * Bakes an image, or joins the operation that bakes it.
   *
   * @return done with the image when the same inputs were baked before
   * @throws BerthException.Refused with status 400 when the inputs cannot be baked
   */
  public Answer<ImageView> bake(BakeRequest request) {
    return http.postOrStart("/v1/images", request, ImageView.class);
  }

  /**
   * Makes an image current in its region.
   *
   * @throws BerthException.Refused with status 404 when there is no such image, 409 when no host
   *     can boot from it
   */
  public ImageView promote(String id) {
    return http.post("/v1/images/%s/promote".formatted(HttpTransport.encode(id)), ImageView.class);
  }

  /**
   * Retires an image: deregisters it and deletes its snapshots.
   *
   * @throws BerthException.Refused with status 404 when there is no such image, 409 when it must
   *     stay
   */
  public Accepted retire(String id) {
    return http.post("/v1/images/%s/retire".formatted(HttpTransport.encode(id)), Accepted.class);
  }
}
