package io.lazyloader.metrics;

import io.lazyloader.runtime.Report;
import io.lazyloader.runtime.Startup;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that the program listens on a TCP port.
 *
 * <p>On Linux the kernel's tables of sockets tell, so that the server never sees a connection of
 * ours, and what another process listens on does not count. To read them takes the kernel up to ten
 * milliseconds, whatever they hold; so they are read when the process has opened or closed a file,
 * and now and then besides. Elsewhere there is nothing but to connect on the loopback address.
 */
public final class PortWatch extends Thread {
  private static final long POLL_MILLIS = 10;

  /** The share of a processor's time that looking may take: one part in so many. */
  private static final int SHARE = 20;

  /** The same where something has changed, so that it may well be the port. */
  private static final int SHARE_ON_CHANGE = 5;

  private static final int CONNECT_MILLIS = 200;
  private static final File DESCRIPTORS = new File("/proc/self/fd");

  /** State TCP_LISTEN of the kernel's {@code tcp_states.h}. */
  private static final String LISTEN = "0A";

  private static final List<File> TABLES =
      List.of(new File("/proc/self/net/tcp"), new File("/proc/self/net/tcp6"));

  private final int port;

  private PortWatch(int port) {
    super(null, null, "lazyloader-ready", 0, false);
    this.port = port;
    setDaemon(true);
  }

  /**
   * Watches until a port is open.
   *
   * @param port its number
   */
  public static void until(int port) {
    new PortWatch(port).start();
  }

  @Override
  public void run() {
    try {
      awaitOpen();
      Startup.markReady("port " + port + " open");
    } catch (SecurityException e) {
      Report.say(
          "loader: option ready: the security manager keeps it from being seen whether port "
              + port
              + " is open. Start-up is over when the program ends.");
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it; whoever does wants no report.
    }
  }

  private void awaitOpen() throws InterruptedException {
    String[] descriptors = null;
    long looked = 0;
    long cost = 0;
    for (; ; Thread.sleep(POLL_MILLIS)) {
      String[] now = list();
      long since = System.nanoTime() - looked;
      boolean changed = !Arrays.equals(descriptors, now);
      if (looked != 0 && since < cost * (changed ? SHARE_ON_CHANGE : SHARE)) {
        continue;
      }
      descriptors = now;
      long began = System.nanoTime();
      if (isOpen()) {
        return;
      }
      looked = System.nanoTime();
      cost = looked - began;
    }
  }

  private static boolean canRead(File table) {
    try {
      return table.canRead();
    } catch (SecurityException e) {
      return false;
    }
  }

  private static String @Nullable [] list() {
    try {
      return DESCRIPTORS.list();
    } catch (SecurityException e) {
      return null;
    }
  }

  private boolean isOpen() {
    if (!canRead(TABLES.get(0))) {
      return answers();
    }
    List<String> sockets = new ArrayList<>();
    for (File table : TABLES) {
      // Without IPv6 there is no second one.
      if (canRead(table)) {
        addListeners(table, sockets);
      }
    }
    return !sockets.isEmpty() && hasOneOf(sockets);
  }

  /** Adds the inodes of the sockets that listen on the port, as in proc(5), /proc/net/tcp. */
  private void addListeners(File table, List<String> sockets) {
    String local = String.format(":%04X", port);
    try (BufferedReader lines =
        new BufferedReader(new FileReader(table, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.contains(local)) {
          continue;
        }
        // sl, local, remote, state, queues, timer, retransmits, uid, timeout, inode
        String[] fields = line.strip().split(" +", -1);
        if (fields.length > 9 && fields[1].endsWith(local) && fields[3].equals(LISTEN)) {
          sockets.add("socket:[" + fields[9] + "]");
        }
      }
    } catch (IOException e) {
      // The table is gone for a moment; there is another poll.
    }
  }

  /** Whether one of the sockets is this process's own. */
  private static boolean hasOneOf(List<String> sockets) {
    File[] descriptors = DESCRIPTORS.listFiles();
    if (descriptors == null) {
      return true;
    }
    for (File descriptor : descriptors) {
      try {
        if (sockets.contains(Files.readSymbolicLink(descriptor.toPath()).toString())) {
          return true;
        }
      } catch (IOException e) {
        // Closed in the meantime.
      }
    }
    return false;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
