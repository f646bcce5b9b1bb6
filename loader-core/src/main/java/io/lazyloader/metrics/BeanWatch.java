package io.lazyloader.metrics;

import io.lazyloader.runtime.Startup;

/**
 * Registers the bean with an MBean server that is being started, be it by the program or because
 * somebody connects to a JVM that has run for days.
 */
public final class BeanWatch extends Thread {
  /** In a program that nobody watches until it is ready, the bean comes after so long. */
  private static final long READY_AT_LAST_MILLIS = 60_000;

  private static final long POLL_MILLIS = 20;
  private static final long GIVE_UP_MILLIS = 10_000;

  private BeanWatch() {
    super(null, null, "lazyloader-jmx", 0, false);
    setDaemon(true);
  }

  /** Waits for the server and the end of start-up on a thread of its own. */
  public static void begin() {
    new BeanWatch().start();
  }

  @Override
  public void run() {
    try {
      Startup.awaitReady(READY_AT_LAST_MILLIS);
      for (long waited = 0; waited < GIVE_UP_MILLIS; waited += POLL_MILLIS) {
        if (StartupBean.register(false)) {
          return;
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      // Whoever interrupts this thread wants no bean.
    }
  }
}
