package io.lazyloader.agent.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks whether somebody accepts connections on a TCP port of the loopback address. */
public final class Port {
  private static final int CONNECT_MILLIS = 200;

  private Port() {}

  /** Whether somebody does now. */
  public static boolean accepts(int port) {
    return accepts("127.0.0.1", port) || accepts("::1", port);
  }

  private static boolean accepts(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
