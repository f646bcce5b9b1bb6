package io.lazyloader.metrics;

import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.Resolutions;
import io.lazyloader.runtime.Startup;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The start-up metrics log: writes one report when start-up is over, and one line at exit if more
 * was resolved after that. Never throws into the program.
 */
public final class MetricsLog implements Runnable {
  private static final String STDERR = "stderr";
  private static final String SLF4J = "slf4j";

  private final @Nullable String destination;
  private final boolean json;
  private final boolean liveHeap;
  private final boolean asksReady;
  private final Supplier<? extends List<Class<?>>> loggerFactories;

  /** Opened before the program runs, whose security manager may forbid it later; null if not. */
  private final @Nullable OutputStream file;

  private boolean written;

  /**
   * Makes a log.
   *
   * @param destination {@code stderr}, {@code slf4j}, the name of a file to append to, or null: the
   *     standard error stream, and only figures that cost nothing to measure
   * @param json whether to write JSON lines instead of text
   * @param liveHeap whether to have the heap collected before it is measured
   * @param asksReady whether the user named a sign of readiness, and so wants to know when it came,
   *     even if nothing was deferred
   * @param loggerFactories finds the classes {@code org.slf4j.LoggerFactory} that the program has
   *     loaded, for {@code slf4j}
   */
  public MetricsLog(
      @Nullable String destination,
      boolean json,
      boolean liveHeap,
      boolean asksReady,
      Supplier<? extends List<Class<?>>> loggerFactories) {
    this.destination = destination;
    this.json = json;
    this.liveHeap = liveHeap;
    this.asksReady = asksReady;
    this.loggerFactories = loggerFactories;
    this.file = opened(destination);
  }

  private static @Nullable OutputStream opened(@Nullable String destination) {
    if (destination == null || destination.equals(STDERR) || destination.equals(SLF4J)) {
      return null;
    }
    try {
      return new FileOutputStream(destination, true);
    } catch (IOException | SecurityException e) {
      // What keeps it from being written may be gone when it is.
      return null;
    }
  }

  /** Writes the report; to be called once, when start-up is over. */
  @Override
  public void run() {
    try {
      if (hasNothingToTell()) {
        System.err.println(nothingDeferred());
        return;
      }
      StartupSnapshot snapshot = StartupSnapshot.take(destination != null, liveHeap);
      List<String> said = place().equals(STDERR) ? Notes.said() : List.of();
      write(json ? MetricsJson.of(snapshot) : SummaryText.of(snapshot, said), snapshot);
    } catch (RuntimeException | LinkageError e) {
      System.err.println("loader: the metrics could not be written: " + e);
    } finally {
      synchronized (this) {
        written = true;
        notifyAll();
      }
    }
  }

  /**
   * Whether the report would say nothing but what it cost: in a program that is not lazy, even the
   * classes that a report takes are too many.
   */
  private boolean hasNothingToTell() {
    return destination == null
        && !json
        && !asksReady
        && Notes.all().isEmpty()
        && DeferredClasses.deferredFields() == 0;
  }

  private static String nothingDeferred() {
    String mode = Startup.mode();
    if (mode.equals(Startup.NONE)) {
      return "loader: laziness is off (mode none): nothing was deferred, as in an eager run.";
    }
    long nanos = Startup.premainCostNanos() + Startup.transformCostNanos();
    return "loader: nothing was deferred: "
        + SummaryText.whyNothing(mode)
        + ". Looking cost "
        + nanos / 1_000_000
        + " ms, by which this run was slower than an eager one.";
  }

  /**
   * Waits until the report is written, so that the JVM does not end in the middle of it, and adds
   * what was resolved since.
   *
   * @param atMostMillis how long to wait
   */
  public void finish(long atMostMillis) {
    long deadline = System.nanoTime() + atMostMillis * 1_000_000;
    synchronized (this) {
      try {
        for (long left = atMostMillis; !written && left > 0; ) {
          wait(left);
          left = (deadline - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
    if (Resolutions.later() > 0) {
      StartupSnapshot snapshot = StartupSnapshot.take(false, false);
      write(json ? MetricsJson.later(snapshot) : SummaryText.later(snapshot), snapshot);
    }
  }

  /** Adds what a warm-up after start-up has done. */
  public void warmedUp() {
    StartupSnapshot snapshot = StartupSnapshot.take(false, false);
    write(json ? MetricsJson.warmUp(snapshot) : SummaryText.warmUp(snapshot), snapshot);
  }

  private String place() {
    return destination == null ? STDERR : destination;
  }

  private void write(String report, StartupSnapshot snapshot) {
    String place = place();
    if (place.equals(SLF4J)) {
      String problem = writeToLog(report, snapshot);
      if (problem != null) {
        System.err.println("loader: metrics=slf4j: " + problem + ". Here they are instead.");
        System.err.println(report);
      }
    } else if (place.equals(STDERR)) {
      System.err.println(report);
    } else {
      writeToFile(place, report);
    }
  }

  /** Returns why the program's log could not be written to, or null. */
  private @Nullable String writeToLog(String report, StartupSnapshot snapshot) {
    String problem = null;
    for (Class<?> factory : loggerFactories.get()) {
      problem = Slf4jLog.write(factory, report, snapshot);
      if (problem == null) {
        return null;
      }
    }
    if (problem != null) {
      return problem;
    }
    try {
      // The program may have it, and not have logged anything yet.
      Class<?> factory = Class.forName(Slf4jLog.FACTORY, true, ClassLoader.getSystemClassLoader());
      return Slf4jLog.write(factory, report, snapshot);
    } catch (ClassNotFoundException | LinkageError e) {
      return "the program has loaded no SLF4J, and there is none on the class path";
    }
  }

  /** What the platform says without the name, which it puts before. */
  private static String reason(String name, String message) {
    boolean isNamed = message.startsWith(name + " (") && message.endsWith(")");
    return isNamed ? message.substring(name.length() + 2, message.length() - 1) : message;
  }

  private void writeToFile(String name, String report) {
    byte[] bytes = (report + '\n').getBytes(StandardCharsets.UTF_8);
    OutputStream open = file;
    try {
      if (open != null) {
        open.write(bytes);
        return;
      }
      try (OutputStream output = new FileOutputStream(name, true)) {
        output.write(bytes);
      }
    } catch (IOException | SecurityException e) {
      System.err.println(
          "loader: metrics file "
              + name
              + " can't be written: "
              + reason(name, String.valueOf(e.getMessage()))
              + ". Here they are instead.");
      System.err.println(report);
    }
  }
}
