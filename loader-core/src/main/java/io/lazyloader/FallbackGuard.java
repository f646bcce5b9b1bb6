package io.lazyloader;

import java.util.ArrayDeque;
import java.util.Deque;

/** Which fallback attributes the calling thread is computing, so that none asks for itself. */
final class FallbackGuard {
  private static final ThreadLocal<Deque<Request>> RUNNING = new ThreadLocal<>();

  private FallbackGuard() {}

  private record Request(Class<?> type, String name) {}

  /**
   * Records a request.
   *
   * @return false if it is under way on this thread already
   */
  static boolean enter(Class<?> type, String name) {
    Deque<Request> running = RUNNING.get();
    Request request = new Request(type, name);
    if (running == null) {
      running = new ArrayDeque<>();
      RUNNING.set(running);
    } else if (running.contains(request)) {
      return false;
    }
    running.push(request);
    return true;
  }

  /** Forgets the latest request; the thread keeps nothing of a class loader's afterwards. */
  static void leave() {
    Deque<Request> running = RUNNING.get();
    running.pop();
    if (running.isEmpty()) {
      RUNNING.remove();
    }
  }
}
