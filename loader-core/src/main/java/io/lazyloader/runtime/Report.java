package io.lazyloader.runtime;

/**
 * Says something on the standard error stream, on a thread of its own.
 *
 * <p>The thread that has something to say may hold a region's lock or be waited for, and the stream
 * may be locked by just the thread that waits: {@code System.err.printf("%s", object)} holds it
 * while {@code object.toString()} reads a deferred field. To print at once would then be to hang.
 */
public final class Report extends Thread {
  private final String text;

  private Report(String text) {
    super(null, null, "lazyloader-report", 0, false);
    this.text = text;
  }

  /**
   * Prints a text soon; the JVM does not end by itself before.
   *
   * @param text one or more lines, without a line end
   */
  public static void say(String text) {
    Report report = new Report(text);
    report.setDaemon(false);
    report.start();
  }

  @Override
  public void run() {
    System.err.println(text);
  }
}
