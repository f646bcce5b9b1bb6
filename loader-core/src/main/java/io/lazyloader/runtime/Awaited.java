package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What one thread computes while others wait for it: an initialiser region, or a lazy value. Its
 * own monitor is the lock.
 *
 * <p>All kinds share one wait-for graph, {@link Waits}, so that a circle is found whatever it goes
 * through.
 */
abstract class Awaited {
  /** After so long a wait for another thread, say who waits for whom: it may be for ever. */
  private static final long LONG_WAIT_MILLIS = 10_000;

  /** The thread that computes, while one does. Written under the lock only. */
  volatile @Nullable Thread resolver;

  /** Names it and its declaration site, for a message. */
  abstract String nameAndSite();

  /**
   * Waits, holding this object's lock in between, until no other thread computes it. An interrupt
   * is kept for later.
   *
   * @return false if the wait would never end because the resolver waits for this thread
   */
  final boolean awaitResolver(Thread reader) {
    Waits wait = Waits.enter(reader, this);
    if (wait == null) {
      return false;
    }
    boolean interrupted = false;
    boolean reported = false;
    try {
      while (resolver != null) {
        try {
          wait(reported ? 0 : LONG_WAIT_MILLIS);
          if (!reported && resolver != null) {
            reported = true;
            reportLongWait(reader);
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      Waits.leave(wait);
      if (interrupted) {
        reader.interrupt();
      }
    }
    return true;
  }

  /** Tells of a wait that would close a circle, without a full stop. */
  final String circle(Thread reader) {
    Thread other = resolver;
    return "threads wait for each other in a circle: "
        + reader.getName()
        + " reads "
        + nameAndSite()
        + ", which "
        + (other == null ? "another thread" : other.getName())
        + " resolves while it waits for "
        + reader.getName();
  }

  private void reportLongWait(Thread reader) {
    Thread other = resolver;
    StringBuilder report = new StringBuilder("loader: ");
    report.append(reader.getName()).append(" has waited ").append(LONG_WAIT_MILLIS / 1000);
    report.append(" s for ").append(nameAndSite());
    if (other != null) {
      report.append(", which ").append(other.getName()).append(" resolves at");
      for (StackTraceElement frame : other.getStackTrace()) {
        report.append("\n\tat ").append(frame);
      }
    }
    Report.say(report.toString());
  }
}
