package io.lazyloader.metrics;

import io.lazyloader.runtime.Startup;
import org.jspecify.annotations.Nullable;

/** Finds out when start-up is over. */
public final class ReadyWatch extends Thread {
  private final @Nullable Thread main;
  private final int idleMillis;

  private ReadyWatch(@Nullable Thread main, int idleMillis) {
    super(null, null, "lazyloader-ready", 0, false);
    this.main = main;
    this.idleMillis = idleMillis;
    setDaemon(true);
  }

  /**
   * Watches for the return from {@code main}.
   *
   * @param main the thread that runs it
   */
  public static void untilReturnOf(Thread main) {
    new ReadyWatch(main, 0).start();
  }

  /**
   * Watches until no class has been loaded for a while.
   *
   * @param idleMillis how long, in milliseconds
   */
  public static void untilIdle(int idleMillis) {
    new ReadyWatch(null, idleMillis).start();
  }

  @Override
  public void run() {
    try {
      if (main != null) {
        main.join();
        Startup.markReady(Startup.MAIN_RETURNED);
      } else {
        awaitIdle();
        Startup.markReady("idle for " + idleMillis + " ms");
      }
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it; whoever does wants no report.
    }
  }

  private void awaitIdle() throws InterruptedException {
    int seen = -1;
    while (seen != Startup.seenClasses()) {
      seen = Startup.seenClasses();
      Thread.sleep(idleMillis);
    }
  }
}
