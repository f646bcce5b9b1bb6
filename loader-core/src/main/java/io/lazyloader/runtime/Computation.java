package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What one thread computes while others wait for it: an initialiser region, or a lazy value. Its
 * own monitor is the lock.
 *
 * <p>All kinds share one wait-for graph, {@link Waits}, so that a circle is found whatever it goes
 * through. What it has no edges for, the JVM's locks, {@link WaitWatch} finds.
 */
abstract class Computation {
  /** After so long a wait it is looked at what the other thread does. */
  private static final long WATCHED_AFTER_MILLIS = 20;

  /** After so long a wait for another thread, say who waits for whom: it may be for ever. */
  private static final long LONG_WAIT_MILLIS = 10_000;

  /** The thread that computes, while one does. Written under the lock only. */
  volatile @Nullable Thread resolver;

  /** Names it and its declaration site, for a message. */
  abstract String nameAndSite();

  /**
   * Waits until no other thread computes it. Must be called without this object's lock: nothing but
   * the wait itself happens under it. An interrupt is kept for later.
   *
   * @return null, or, if the wait would never end, why that is so
   */
  final @Nullable Deadlock awaitResolver(Thread reader) {
    Waits wait = Waits.enter(reader, this);
    if (wait == null) {
      return circle(reader);
    }
    long began = System.nanoTime();
    long next = WATCHED_AFTER_MILLIS;
    boolean interrupted = false;
    try {
      while (true) {
        long waited = (System.nanoTime() - began) / 1_000_000;
        synchronized (this) {
          if (resolver == null) {
            return null;
          }
          if (wait.circle() != null) {
            return wait.circle();
          }
          try {
            if (next == 0) {
              wait();
            } else if (waited < next) {
              wait(next - waited);
            }
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        if (next != 0 && (System.nanoTime() - began) / 1_000_000 >= next) {
          next = lasts(next, reader);
        }
      }
    } finally {
      Waits.leave(wait);
      if (interrupted) {
        reader.interrupt();
      }
    }
  }

  /** Does what is due after so long a wait; returns after how long something is due again, or 0. */
  private long lasts(long waited, Thread reader) {
    if (waited == WATCHED_AFTER_MILLIS) {
      WaitWatch.begin();
      return LONG_WAIT_MILLIS;
    }
    Thread other = resolver;
    if (other != null) {
      reportLongWait(reader, other);
    }
    return 0;
  }

  /** Tells of a wait that would close a circle. */
  private Deadlock circle(Thread reader) {
    Thread other = resolver;
    String sentence =
        "threads wait for each other in a circle: "
            + reader.getName()
            + " reads "
            + nameAndSite()
            + ", which "
            + (other == null ? "another thread" : other.getName())
            + " resolves while it waits for "
            + reader.getName();
    String stacks = Deadlock.stack(reader) + (other == null ? "" : Deadlock.stack(other));
    return new Deadlock(sentence, stacks);
  }

  private void reportLongWait(Thread reader, Thread other) {
    Report.say(
        "loader: "
            + reader.getName()
            + " has waited "
            + LONG_WAIT_MILLIS / 1000
            + " s for "
            + nameAndSite()
            + ", which "
            + other.getName()
            + " resolves at"
            + Deadlock.stack(other)
            + Deadlock.stack(reader));
  }
}
