package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The start-up of this JVM: the mode it runs in, its moments, what Lazyloader itself cost, and when
 * it was over. Plain static state, so that the path to {@code main} loads one class for it.
 */
public final class Startup {
  /** Nothing is deferred: the kill-switch, also for classes woven at build time. */
  public static final String NONE = "none";

  /** What is marked is deferred: annotations and plans. */
  public static final String NORMAL = "normal";

  /** What is marked is deferred, and all else that may be by analysis. */
  public static final String ALL = "all";

  /** What ends start-up if nothing else does: the end of the JVM. */
  public static final String EXIT = "exit";

  /** What ends start-up unless the user says otherwise. */
  public static final String MAIN_RETURNED = "main returned";

  // The mode, and whether findings are told at once.
  private static volatile @Nullable String mode;
  private static volatile boolean quiet;

  // When it began, and what Lazyloader itself cost.
  private static long premainNanos;
  private static volatile long mainNanos;
  private static long premainCostNanos;
  private static long transformCostNanos;
  private static int rewrittenClasses;
  private static int seenClasses;

  // Readiness: when start-up was over, and who is told.
  private static volatile @Nullable String readyBy;
  private static volatile boolean readyIsWatched;
  private static long readyNanos;
  private static @Nullable Runnable atReady;

  private Startup() {}

  /**
   * Returns the mode: what the agent was told, else the system property {@code lazyloader.mode},
   * else the environment variable {@code LAZYLOADER_MODE}, else {@link #NORMAL}.
   *
   * @return one of this class's constants
   */
  public static String mode() {
    String known = mode;
    if (known == null) {
      // No lock is held: a security manager of the program's may be asked.
      known = NONE.equals(askedMode()) ? NONE : NORMAL;
      synchronized (Startup.class) {
        if (mode == null) {
          mode = known;
        }
        known = mode;
      }
    }
    return known;
  }

  private static @Nullable String askedMode() {
    try {
      String asked = System.getProperty("lazyloader.mode");
      return asked == null ? System.getenv("LAZYLOADER_MODE") : asked;
    } catch (RuntimeException e) {
      // A security manager says no. Naming its exception would load that class in every start.
      return null;
    }
  }

  /**
   * Sets the mode; for the agent, before any class is rewritten.
   *
   * @param newMode one of this class's constants
   */
  public static synchronized void setMode(String newMode) {
    mode = newMode;
  }

  /**
   * Keeps findings from the standard error stream; for the agent, before any class is rewritten.
   */
  public static void beQuiet() {
    quiet = true;
  }

  /** Whether findings are for the summary alone. */
  static boolean isQuiet() {
    return quiet;
  }

  /**
   * Has an action run once when start-up is over, on the thread that finds out.
   *
   * @param action runs at once if start-up is over already
   */
  public static void atReady(Runnable action) {
    synchronized (Startup.class) {
      if (readyBy == null) {
        atReady = action;
        return;
      }
    }
    action.run();
  }

  /**
   * Declares start-up over; only the first call has an effect.
   *
   * @param by what found out, in a word or two for reports
   * @return true if this was the first call
   */
  public static boolean markReady(String by) {
    if (!declareReady(by)) {
      return false;
    }
    tellReady();
    return true;
  }

  /**
   * Declares start-up over, for who must leave it to another thread to {@linkplain #tellReady
   * tell}; only the first call has an effect.
   *
   * @param by what found out, in a word or two for reports
   * @return true if this was the first call
   */
  public static synchronized boolean declareReady(String by) {
    if (readyBy != null) {
      return false;
    }
    readyNanos = System.nanoTime();
    readyBy = by;
    Startup.class.notifyAll();
    return true;
  }

  /** Tells who wants to know that start-up was declared over. */
  public static void tellReady() {
    Runnable action;
    synchronized (Startup.class) {
      action = atReady;
      atReady = null;
    }
    // The recorder first: if this is the end of the JVM, it may be closing its file by now.
    Flight.ready();
    if (action != null) {
      action.run();
    }
  }

  /**
   * Waits until start-up is over.
   *
   * @param atMostMillis how long to wait
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static synchronized void awaitReady(long atMostMillis) throws InterruptedException {
    long deadline = System.nanoTime() + atMostMillis * 1_000_000;
    for (long left = atMostMillis; readyBy == null && left > 0; ) {
      Startup.class.wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }

  /**
   * Tells whether start-up is over.
   *
   * @return true after {@link #markReady}
   */
  public static boolean isReady() {
    return readyBy != null;
  }

  /** Notes that somebody watches for the end of start-up, or that the JVM's end will tell. */
  public static void watchForReady() {
    readyIsWatched = true;
  }

  /**
   * Waits until start-up is over, if anybody is there to find out.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static void awaitReadyIfWatched() throws InterruptedException {
    while (readyIsWatched && readyBy == null) {
      awaitReady(60_000);
    }
  }

  /**
   * Returns what found out that start-up was over.
   *
   * @return the word given to {@link #markReady}, or null before that
   */
  public static @Nullable String readyBy() {
    return readyBy;
  }

  /**
   * Returns when start-up was over.
   *
   * @return a value of {@link System#nanoTime}, meaningful once {@link #isReady}
   */
  public static synchronized long readyNanos() {
    return readyNanos;
  }

  /**
   * Notes that the agent has started and has done its work before {@code main}.
   *
   * @param began when it started, a value of {@link System#nanoTime}
   * @param tookNanos how long it took
   */
  public static synchronized void premainDone(long began, long tookNanos) {
    premainNanos = began;
    premainCostNanos = tookNanos;
  }

  /**
   * Returns when the agent started.
   *
   * @return a value of {@link System#nanoTime}, or 0 in a JVM without the agent
   */
  public static synchronized long premainNanos() {
    return premainNanos;
  }

  /**
   * Returns how long the agent worked before {@code main}.
   *
   * @return nanoseconds
   */
  public static synchronized long premainCostNanos() {
    return premainCostNanos;
  }

  /** Notes that the main class is being loaded. */
  public static void mainClassLoads() {
    if (mainNanos == 0) {
      mainNanos = System.nanoTime();
    }
  }

  /**
   * Returns when the main class was loaded.
   *
   * @return a value of {@link System#nanoTime}, or 0 if the agent did not see it
   */
  public static long mainNanos() {
    return mainNanos;
  }

  /**
   * Adds to the cost of looking at classes as they are loaded.
   *
   * @param nanos how long the look at one class took
   * @param rewritten whether it was rewritten
   */
  public static synchronized void transformed(long nanos, boolean rewritten) {
    transformCostNanos += nanos;
    seenClasses++;
    if (rewritten) {
      rewrittenClasses++;
    }
  }

  /**
   * Returns how long the agent looked at classes and rewrote them.
   *
   * @return nanoseconds, summed over threads
   */
  public static synchronized long transformCostNanos() {
    return transformCostNanos;
  }

  /**
   * Returns how many classes the agent looked at.
   *
   * @return the number of classes; also a sign of activity for the idle detector
   */
  public static synchronized int seenClasses() {
    return seenClasses;
  }

  /**
   * Returns how many classes the agent rewrote, readers of deferred fields included.
   *
   * @return the number of classes
   */
  public static synchronized int rewrittenClasses() {
    return rewrittenClasses;
  }
}
