package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The threads that wait at this moment, and for which region or value: the edges of the wait-for
 * graph.
 *
 * <p>Only a thread that finds a region or value being resolved by another comes here, so the common
 * path takes no lock but their own. No initialiser runs under this lock.
 */
final class Waits {
  private static @Nullable Waits first;

  private final Thread waiter;
  private final Awaited awaited;
  private @Nullable Waits next;

  private Waits(Thread waiter, Awaited awaited) {
    this.waiter = waiter;
    this.awaited = awaited;
  }

  /**
   * Records that a thread is about to wait.
   *
   * @return the record, or null if the wait would close a circle
   */
  static synchronized @Nullable Waits enter(Thread waiter, Awaited awaited) {
    Thread resolver = awaited.resolver;
    while (resolver != null) {
      if (resolver == waiter) {
        return null;
      }
      Awaited next = awaitedBy(resolver);
      resolver = next == null ? null : next.resolver;
    }
    Waits wait = new Waits(waiter, awaited);
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

  private static @Nullable Awaited awaitedBy(Thread thread) {
    for (Waits wait = first; wait != null; wait = wait.next) {
      if (wait.waiter == thread) {
        return wait.awaited;
      }
    }
    return null;
  }
}
