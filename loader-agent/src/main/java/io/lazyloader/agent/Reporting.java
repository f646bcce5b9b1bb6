package io.lazyloader.agent;

import io.lazyloader.metrics.AllocationMeters;
import io.lazyloader.metrics.LogWatch;
import io.lazyloader.metrics.MetricsLog;
import io.lazyloader.metrics.PortWatch;
import io.lazyloader.metrics.ReadyWatch;
import io.lazyloader.metrics.StartupBean;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.Resolutions;
import io.lazyloader.runtime.Startup;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when start-up is over, and has it told then: in the metrics, and in JMX. The JVM runs
 * it as a shutdown hook, for programs that end before they are ready.
 */
final class Reporting extends Thread {
  private static final long WAIT_AT_EXIT_MILLIS = 5_000;

  private final @Nullable MetricsLog log;

  /** The thread whose end is the sign; null if something else is. */
  private final @Nullable Thread main;

  private Reporting(@Nullable MetricsLog log, @Nullable Thread main) {
    super("lazyloader-exit");
    this.log = log;
    this.main = main;
  }

  /**
   * Sets everything up, or nothing if nobody wants to know.
   *
   * @param attached whether the program runs already, on threads that we do not know
   */
  static void start(
      Options options, Findings findings, Instrumentation instrumentation, boolean attached) {
    String destination = options.metrics();
    boolean reports = destination != null || !options.quiet();
    String warmUp = options.mode().equals(Startup.NONE) ? null : options.warmUp();
    if (!reports && !options.jmx() && !options.namesReady() && warmUp == null) {
      return;
    }
    if (destination != null) {
      AllocationMeters.measure();
    }
    if (options.sites()) {
      Resolutions.recordSites();
    }
    MetricsLog log =
        reports
            ? new MetricsLog(
                destination,
                options.json(),
                options.liveHeap(),
                options.namesReady(),
                new LoadedLoggers(instrumentation))
            : null;
    boolean jmx = options.jmx();
    Startup.atReady(
        new Runnable() {
          @Override
          public void run() {
            tellReady(log, findings, jmx, warmUp);
          }
        });
    Thread main = attached || !options.ready().equals("main") ? null : Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Reporting(log, main));
    if (main != null || !options.ready().equals("main")) {
      Startup.watchForReady();
    } else if (warmUp != null) {
      WarmUpAfterReady.begin(warmUp, log);
      return;
    }
    watchForReady(options, main);
  }

  /** Has whatever the user named as the sign found out. */
  static void watchForReady(Options options, @Nullable Thread main) {
    try {
      watch(options, main);
    } catch (RuntimeException e) {
      // A security manager may be about.
      Console.say(
          "option ready: the sign can't be watched for: "
              + e
              + ". Start-up is over when the program ends.");
    }
  }

  private static void watch(Options options, @Nullable Thread main) {
    String regex = options.logRegex();
    if (options.idleMillis() > 0) {
      ReadyWatch.untilIdle(options.idleMillis());
    } else if (options.port() > 0) {
      PortWatch.until(options.port());
    } else if (regex != null) {
      LogWatch.until(regex);
    } else if (main != null) {
      ReadyWatch.untilReturnOf(main);
    }
  }

  private static void tellReady(
      @Nullable MetricsLog log, Findings findings, boolean jmx, @Nullable String warmUp) {
    if (log != null) {
      try {
        findings.tellLearnt();
        findings.tellKeptEager();
        findings.notLoaded();
      } catch (RuntimeException | LinkageError e) {
        Notes.add("it could not be found out which planned classes exist: " + e);
      } finally {
        log.run();
      }
    }
    // A JVM that ends has nobody to look at a bean.
    if (!Startup.EXIT.equals(Startup.readyBy())) {
      if (warmUp != null) {
        WarmUpAfterReady.begin(warmUp, log);
      }
      try {
        StartupBean.register(jmx);
      } catch (LinkageError e) {
        if (jmx) {
          Console.say(
              "option jmx: this JVM has no management classes (module java.management). Running"
                  + " without the bean.");
        }
      }
    }
  }

  @Override
  public void run() {
    Startup.markReady(main != null && !main.isAlive() ? Startup.MAIN_RETURNED : Startup.EXIT);
    if (log != null) {
      log.finish(WAIT_AT_EXIT_MILLIS);
    }
  }
}
