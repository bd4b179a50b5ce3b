package dev.berth.client;

import dev.berth.client.BerthException.Refused;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.HostFilter;
import dev.berth.client.api.HostView;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts, as {@link BerthClient#hosts()} gives them. */
public final class BerthHosts {
  private final HttpTransport http;

  BerthHosts(HttpTransport http) {
    this.http = http;
  }

  /** All hosts that are not gone, oldest first. */
  public List<HostView> list() {
    return list(HostFilter.none());
  }

  /** The hosts that the filter leaves, oldest first. */
  public List<HostView> list(HostFilter filter) {
    return http.list(
        "/v1/hosts",
        filter,
        Integer.MAX_VALUE,
        ListResponse.Hosts.class,
        ListResponse.Hosts::hosts);
  }

  /**
   * Cordons a host, which keeps new cores off it, or ends the cordon.
   *
   * @throws Refused with status 404 when there is no such host
   */
  public HostView cordon(String hostId, boolean cordoned, @Nullable String reason) {
    return http.post(
        path(hostId, cordoned ? "cordon" : "uncordon"), new Reason(reason), HostView.class);
  }

  /**
   * Retires a host without cores.
   *
   * @throws Refused with status 409 while a slot is taken, or an operation works on it
   */
  public Accepted retire(String hostId, @Nullable String reason) {
    return http.post(path(hostId, "retire"), new Reason(reason), Accepted.class);
  }

  /**
   * Replaces a host's instance, and starts its cores again on the new one.
   *
   * @throws Refused with status 409 when it is not ready or has no core, or an operation works on
   *     it
   */
  public Accepted replace(String hostId, @Nullable String reason) {
    return http.post(path(hostId, "replace"), new Reason(reason), Accepted.class);
  }

  private static String path(String id, String verb) {
    return "/v1/hosts/%s/%s".formatted(HttpTransport.encode(id), verb);
  }
}
