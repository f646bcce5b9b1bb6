package io.lazyloader.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait at this moment, and for which region or value: the edges of the wait-for
 * graph.
 *
 * <p>Only a thread that finds a region or value being resolved by another comes here, so the common
 * path takes no lock but their own. Nothing of the program runs under this lock.
 */
final class Waits {
  private static @Nullable Waits first;

  final Thread waiter;
  final Computation awaited;
  private @Nullable Waits next;

  /** The circle that this wait is to leave without what it waits for; null while there is none. */
  private volatile @Nullable Deadlock circle;

  private Waits(Thread waiter, Computation awaited) {
    this.waiter = waiter;
    this.awaited = awaited;
  }

  /**
   * Records that a thread is about to wait.
   *
   * @return the record, or null if the wait would close a circle
   */
  static synchronized @Nullable Waits enter(Thread waiter, Computation awaited) {
    Thread resolver = awaited.resolver;
    while (resolver != null) {
      if (resolver == waiter) {
        return null;
      }
      Waits next = of(resolver);
      resolver = next == null ? null : next.awaited.resolver;
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

  /** Lists the waits, newest first. */
  static synchronized List<Waits> all() {
    List<Waits> all = new ArrayList<>();
    for (Waits wait = first; wait != null; wait = wait.next) {
      all.add(wait);
    }
    return all;
  }

  /** Finds what a thread waits for; null if it does not wait. */
  private static @Nullable Waits of(Thread thread) {
    for (Waits wait = first; wait != null; wait = wait.next) {
      if (wait.waiter == thread) {
        return wait;
      }
    }
    return null;
  }

  @Nullable Deadlock circle() {
    return circle;
  }

  /** Has the thread go on without what it waits for. */
  void endBy(Deadlock found) {
    circle = found;
    synchronized (awaited) {
      awaited.notifyAll();
    }
  }
}
