package dev.berth.workflows.image;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a run finds when it takes charge of an image. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = BakeClaim.Available.class, name = "available"),
  @JsonSubTypes.Type(value = BakeClaim.ToBake.class, name = "to-bake")
})
public sealed interface BakeClaim {
  /** The image is there already. */
  record Available(String amiId) implements BakeClaim {}

  /**
   * The image is to be baked.
   *
   * @param builderId the host that it is baked on
   * @param proverId the host that it is proved on
   */
  record ToBake(String builderId, String proverId) implements BakeClaim {}
}
