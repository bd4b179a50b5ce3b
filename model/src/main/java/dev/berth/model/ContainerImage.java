package dev.berth.model;

/**
 * A container image with its tag, which is the version of what is in it.
 *
 * @param repository with or without a host name and port
 */
public record ContainerImage(String repository, String tag) {
  /** Takes {@code repository:tag} apart. */
  public static ContainerImage of(String image) {
    int colon = image.lastIndexOf(':');
    return new ContainerImage(image.substring(0, colon), image.substring(colon + 1));
  }

  /** {@code repository:tag}. */
  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
