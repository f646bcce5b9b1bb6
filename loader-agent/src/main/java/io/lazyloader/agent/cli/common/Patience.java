package io.lazyloader.agent.cli.common;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Says what takes so long, once it has taken two seconds: on a terminal in a line that counts the
 * seconds and is erased in the end, elsewhere in a line that stays. {@link Messages} make room for
 * what comes up meanwhile.
 */
public final class Patience implements AutoCloseable {
  /** How long nobody wonders. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean isTerminal;
  private final Supplier<String> what;
  private final long began = System.nanoTime();
  private final Thread teller;
  private boolean isOver;
  private boolean isShown;

  private Patience(PrintWriter err, boolean isTerminal, Supplier<String> what, Duration limit) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.what = what;
    this.teller = new Thread(() -> tell(limit), "lazyloader-patience");
    this.teller.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param isTerminal whether a line can be written over
   * @param what is done, as the start of a sentence, as in {@code judging 1,234 classes}
   * @param limit when to say so
   */
  static Patience begin(
      PrintWriter err, boolean isTerminal, Supplier<String> what, Duration limit) {
    Patience patience = new Patience(err, isTerminal, what, limit);
    patience.teller.start();
    return patience;
  }

  private void tell(Duration limit) {
    try {
      Thread.sleep(limit.toMillis());
      while (show()) {
        Thread.sleep(TICK.toMillis());
      }
    } catch (InterruptedException e) {
      // It is over.
    }
  }

  /** Returns whether there is more to show later. */
  private synchronized boolean show() {
    if (isOver) {
      return false;
    }
    if (!isTerminal) {
      Messages.tell(err, what.get() + " ...");
      return false;
    }
    isShown = true;
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    err.print(ERASE + what.get() + " ... " + seconds + " s");
    err.flush();
    return true;
  }

  /** Makes room for what others say; the line comes back by itself. */
  synchronized void erase() {
    if (isShown) {
      err.print(ERASE);
      err.flush();
      isShown = false;
    }
  }

  /** Says nothing more. */
  @Override
  public synchronized void close() {
    isOver = true;
    erase();
    teller.interrupt();
  }
}
