package dev.berth.servers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of this machine's loopback address. */
public final class Ports {

  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private Ports() {}

  /** Whether a server of ours could listen on it now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, HERE)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * The port itself, or, when it is 0, one that is free and that the system gives to no other
   * program for the next minute, unless asked for it by its number.
   */
  public static int orFree(int port) {
    if (port != 0) {
      return port;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, HERE);
        Socket caller = new Socket(HERE, socket.getLocalPort())) {
      // The side that hangs up first keeps the port in TIME_WAIT: taken for bind(0) and for calls,
      // free for the server that we want it for.
      socket.accept().close();
      return caller.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
