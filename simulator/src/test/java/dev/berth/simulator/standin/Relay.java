package dev.berth.simulator.standin;

import dev.berth.simulator.host.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A door to a server that can be shut, so that the server seems lost, and opened again. */
final class Relay implements AutoCloseable {

  private final int target;
  private final String host = Loopback.address();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private ServerSocket door;

  Relay(int target) {
    this.target = target;
  }

  /** Where the server seems to be; the port is the server's own. */
  String host() {
    return host;
  }

  Relay open() throws IOException {
    ServerSocket opened = new ServerSocket(target, 50, InetAddress.ofLiteral(host));
    door = opened;
    Thread.startVirtualThread(() -> accept(opened));
    return this;
  }

  private void accept(ServerSocket opened) {
    try {
      while (true) {
        Socket near = opened.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(near, far));
        Thread.startVirtualThread(() -> pump(near, far));
        Thread.startVirtualThread(() -> pump(far, near));
      }
    } catch (IOException shut) {
      shut();
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException shut) {
      // One side is gone, and both are closed now: all that a lost connection means here.
      return;
    }
  }

  void shut() {
    try {
      door.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    if (door != null) {
      shut();
    }
  }
}
