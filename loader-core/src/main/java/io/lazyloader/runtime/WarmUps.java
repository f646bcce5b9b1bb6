package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The warm-ups of this JVM: which threads are at it, and what all of them have done. What a warm-up
 * resolves was asked for, so it is neither deferred in vain nor paid for by a reader.
 *
 * <p>Each object is one that runs, in a chain. Loaded with the first.
 */
public final class WarmUps {
  // All guarded by WarmUps.class.
  private static int fields;
  private static int failedFields;
  private static long nanos;

  private final Thread thread;
  private final @Nullable WarmUps next;

  private WarmUps(Thread thread, @Nullable WarmUps next) {
    this.thread = thread;
    this.next = next;
  }

  /** Notes that the calling thread warms up, until as many calls of {@link #end}. */
  public static synchronized void begin() {
    Resolutions.warmUps = new WarmUps(Thread.currentThread(), Resolutions.warmUps);
  }

  /**
   * Notes that the calling thread has warmed up.
   *
   * @param took nanoseconds
   */
  public static synchronized void end(long took) {
    WarmUps running = Resolutions.warmUps;
    Resolutions.warmUps = running == null ? null : running.without(Thread.currentThread());
    nanos += took;
  }

  private @Nullable WarmUps without(Thread ended) {
    if (thread == ended) {
      return next;
    }
    return new WarmUps(thread, next == null ? null : next.without(ended));
  }

  boolean includes(Thread asked) {
    for (WarmUps running = this; running != null; running = running.next) {
      if (running.thread == asked) {
        return true;
      }
    }
    return false;
  }

  static synchronized void add(int count, boolean failed) {
    if (failed) {
      failedFields += count;
    } else {
      fields += count;
    }
  }

  /**
   * Returns how many fields were resolved by warm-ups.
   *
   * @return fields, those included that the initialisers of others read
   */
  public static synchronized int fields() {
    return fields;
  }

  /**
   * Returns how many fields failed in warm-ups.
   *
   * @return fields
   */
  public static synchronized int failedFields() {
    return failedFields;
  }

  /**
   * Returns how long the warm-ups took that have ended.
   *
   * @return nanoseconds, summed over threads
   */
  public static synchronized long nanos() {
    return nanos;
  }

  /**
   * Throws what says that the JVM can't go on. A full stack is no more than a failed initialiser.
   *
   * @param thrown by an initialiser
   */
  public static void rethrowIfFatal(Throwable thrown) {
    if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
      throw fatal;
    }
  }
}
