package dev.berth.workflows.host;

/**
 * What a run finds when it takes charge of a host.
 *
 * @param settled true when the host is ready, failed or retired already: there is nothing to launch
 * @param host the host when it is ready; else null
 * @param instanceNumber the next number to embody it with: one above those of earlier runs, or that
 *     of the stopped instance which embodies it already
 * @param image the cores' container image, to be pulled in advance
 * @param standbyId the stopped instance that embodies it already; else null
 */
public record Claim(
    boolean settled, Host host, int instanceNumber, String image, String standbyId) {

  /** Of a host that no stopped instance embodies. */
  public Claim(boolean settled, Host host, int instanceNumber, String image) {
    this(settled, host, instanceNumber, image, null);
  }
}
