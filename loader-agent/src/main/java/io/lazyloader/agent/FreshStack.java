package io.lazyloader.agent;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does work for a thread whose own stack is nearly full, on a thread made for it. A stack that
 * overflows while a class of ours is initialised would leave that class unusable for ever.
 *
 * @param <T> what the work results in
 */
final class FreshStack<T> extends Thread {
  /** Frames of {@link #descend}: together more than rewriting a class takes. */
  private static final int FRAMES = 300;

  private static final long STACK_BYTES = 4 << 20;

  private final Supplier<T> work;
  private @Nullable T result;
  private @Nullable Throwable thrown;

  private FreshStack(Supplier<T> work) {
    super(null, null, "lazyloader-transformer", STACK_BYTES, false);
    this.work = work;
    setDaemon(true);
    // Not that of the program's thread, which it would keep alive.
    setContextClassLoader(null);
  }

  /** Does work where there is room for it; waits for its end. */
  static <T> @Nullable T call(Supplier<T> work) {
    if (hasRoom()) {
      return work.get();
    }
    FreshStack<T> other = new FreshStack<>(work);
    other.start();
    boolean interrupted = false;
    while (true) {
      try {
        other.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (other.thrown != null) {
      throw new IllegalStateException(other.thrown);
    }
    return other.result;
  }

  @Override
  public void run() {
    try {
      result = work.get();
    } catch (Throwable e) {
      thrown = e;
    }
  }

  private static boolean hasRoom() {
    try {
      return descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) != 0;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  /** Takes a frame of some 300 bytes, and so many more of them. */
  private static long descend(
      int frames,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g,
      long h,
      long i,
      long j,
      long k,
      long l,
      long m,
      long n,
      long o) {
    return frames == 0
        ? a | 1
        : descend(frames - 1, b, c, d, e, f, g, h, i, j, k, l, m, n, o, a) | 1;
  }
}
