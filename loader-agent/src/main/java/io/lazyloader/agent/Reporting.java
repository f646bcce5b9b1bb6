package io.lazyloader.agent;

import io.lazyloader.agent.plan.Plan;
import io.lazyloader.metrics.MetricsLog;
import io.lazyloader.metrics.ReadyWatch;
import io.lazyloader.metrics.ThreadAllocation;
import io.lazyloader.runtime.Resolutions;
import io.lazyloader.runtime.Startup;
import org.jspecify.annotations.Nullable;

/**
 * Has the start-up metrics written when start-up is over. The JVM runs it as a shutdown hook, for
 * programs that end before they are ready.
 */
final class Reporting extends Thread {
  private static final long WAIT_AT_EXIT_MILLIS = 5_000;

  private final MetricsLog log;
  private final @Nullable Thread main;

  private Reporting(MetricsLog log, @Nullable Thread main) {
    super("lazyloader-exit");
    this.log = log;
    this.main = main;
  }

  /**
   * Sets everything up, or nothing if nobody wants a report.
   *
   * @param attached whether the program runs already, on threads that we do not know
   */
  static void start(Options options, Plan plan, Findings findings, boolean attached) {
    String destination = options.metrics();
    if (destination == null && options.quiet()) {
      return;
    }
    if (destination != null) {
      ThreadAllocation.measure();
    }
    if (options.sites()) {
      Resolutions.recordSites();
    }
    MetricsLog log = new MetricsLog(destination, options.json(), options.liveHeap());
    Thread main = attached ? null : Thread.currentThread();
    Startup.atReady(
        new Runnable() {
          @Override
          public void run() {
            try {
              findings.notLoaded(plan);
            } finally {
              log.run();
            }
          }
        });
    Runtime.getRuntime().addShutdownHook(new Reporting(log, main));
    watchForReady(options, main);
  }

  static void watchForReady(Options options, @Nullable Thread main) {
    if (options.idleMillis() > 0) {
      ReadyWatch.untilIdle(options.idleMillis());
    } else if (main != null && options.ready().equals("main")) {
      ReadyWatch.untilReturnOf(main);
    }
  }

  @Override
  public void run() {
    Startup.markReady(main != null && !main.isAlive() ? "main returned" : "exit");
    log.finish(WAIT_AT_EXIT_MILLIS);
  }
}
