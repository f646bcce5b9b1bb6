package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for a region at this moment, and for which: the edges of the wait-for
 * graph.
 *
 * <p>Only a thread that finds a region being resolved by another comes here, so the common path
 * takes no lock but the region's own. No initialiser runs under this lock.
 */
final class Waits {
  private static @Nullable Waits first;

  private final Thread waiter;
  private final Region region;
  private @Nullable Waits next;

  private Waits(Thread waiter, Region region) {
    this.waiter = waiter;
    this.region = region;
  }

  /**
   * Records that a thread is about to wait.
   *
   * @return the record, or null if the wait would close a circle
   */
  static synchronized @Nullable Waits enter(Thread waiter, Region region) {
    Thread resolver = region.resolver();
    while (resolver != null) {
      if (resolver == waiter) {
        return null;
      }
      Region awaited = awaitedBy(resolver);
      resolver = awaited == null ? null : awaited.resolver();
    }
    Waits wait = new Waits(waiter, region);
    wait.next = first;
    first = wait;
    return wait;
  }

  static synchronized void leave(Waits wait) {
    if (first == wait) {
      first = wait.next;
      return;
    }
    for (Waits other = first; other != null; other = other.next) {
      if (other.next == wait) {
        other.next = wait.next;
        return;
      }
    }
  }

  private static @Nullable Region awaitedBy(Thread thread) {
    for (Waits wait = first; wait != null; wait = wait.next) {
      if (wait.waiter == thread) {
        return wait.region;
      }
    }
    return null;
  }
}
