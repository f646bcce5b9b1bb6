package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Says something on the standard error stream, on a thread of its own.
 *
 * <p>The thread that has something to say may be waited for, or hold a lock of the JVM's, and the
 * stream may be locked by just the thread that waits: {@code System.err.printf("%s", object)} holds
 * it while {@code object.toString()} reads a deferred field. To print at once would then be to
 * hang. To be called without a lock: to make a thread may ask the program's security manager.
 */
public final class Report extends Thread {
  private static final long PATIENCE_MILLIS = 200;

  private final String text;

  private Report(String text) {
    super(null, null, "lazyloader-report", 0, false);
    this.text = text;
  }

  /**
   * Prints a text soon; the JVM does not end by itself before. Without a thread, memory or
   * permission for that, nothing is printed, and the program goes on.
   *
   * @param text one or more lines, without a line end
   */
  public static void say(String text) {
    begin(text);
  }

  /**
   * Prints a text as {@link #say} does, and waits for a moment until that is done, so that lines
   * come in order and are not lost if the program ends by {@code System.exit}.
   *
   * @param text one or more lines, without a line end
   */
  public static void sayAndWait(String text) {
    Report report = begin(text);
    if (report == null || Thread.currentThread().isInterrupted()) {
      return;
    }
    try {
      report.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Report begin(String text) {
    try {
      Report report = new Report(text);
      report.setDaemon(false);
      report.start();
      return report;
    } catch (SecurityException | OutOfMemoryError e) {
      return null;
    }
  }

  @Override
  public void run() {
    System.err.println(text);
  }
}
