package io.lazyloader.metrics;

import io.lazyloader.runtime.Startup;
import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * Finds out that the program has written a certain line to its standard output or error stream.
 *
 * <p>Both streams are replaced by ones that pass every byte on; once the line was seen, they are
 * put back, unless the program has replaced them itself. Whoever holds on to a replacement, as a
 * logger may, goes on writing through it.
 */
public final class LogWatch extends Thread {
  private final Pattern pattern;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final WatchedStream watchedOut = WatchedStream.of(out, this);
  private final WatchedStream watchedErr = WatchedStream.of(err, this);

  private volatile boolean seen;
  private boolean declared;

  private LogWatch(Pattern pattern) {
    super(null, null, "lazyloader-ready", 0, false);
    this.pattern = pattern;
    setDaemon(true);
  }

  /**
   * Watches until a line was written.
   *
   * @param regex what the line must contain, as {@link java.util.regex.Matcher#find} understands it
   * @throws java.util.regex.PatternSyntaxException if it is not a regular expression
   */
  public static void until(String regex) {
    LogWatch watch = new LogWatch(Pattern.compile(regex));
    System.setOut(watch.watchedOut);
    System.setErr(watch.watchedErr);
    watch.start();
  }

  /**
   * Tells that start-up is over here, and not where the line was seen: there the stream is locked,
   * and the report may be written to it.
   */
  @Override
  public void run() {
    boolean tells;
    try {
      synchronized (this) {
        while (!seen) {
          wait();
        }
        tells = declared;
      }
    } catch (InterruptedException e) {
      return;
    }
    if (System.out == watchedOut) {
      System.setOut(out);
    }
    if (System.err == watchedErr) {
      System.setErr(err);
    }
    if (tells) {
      Startup.tellReady();
    }
  }

  /** Whether lines are still looked at. */
  boolean looks() {
    return !seen;
  }

  /** Looks at a line, on the thread that writes it. */
  void line(String line) {
    try {
      if (looks() && pattern.matcher(line).find()) {
        see();
      }
    } catch (StackOverflowError e) {
      // The user's expression on a long line: not a match.
    }
  }

  private synchronized void see() {
    if (!seen) {
      declared = Startup.declareReady("a line matched " + pattern);
      seen = true;
      notifyAll();
    }
  }
}
