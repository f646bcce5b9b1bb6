package io.lazyloader.agent;

/**
 * How fast to learn, and how long: beside the program, in a share of the processors, or as fast as
 * it goes.
 */
final class Pace {
  /**
   * The share of one processor for each that there is, so that none is missed; half of one at most.
   */
  private static final double SHARE = 0.1;

  private static final double MAX_SHARE = 0.5;

  /** So long is worked at once: about what a thread is given by the operating system. */
  private static final long SLICE_NANOS = 5_000_000;

  /** So long is rested at most, after a step that had classes of the agent's own loaded. */
  private static final long MAX_REST_MILLIS = 100;

  /** The times that are slept for each time that is worked. */
  private final double rest;

  /** So long is worked at most, in nanoseconds. */
  private final long most;

  private volatile boolean isOver;
  private long workedSince;

  private Pace(double rest, long most) {
    this.rest = rest;
    this.most = most;
  }

  /** Works while the program does, until it {@linkplain #end ends}. */
  static Pace beside() {
    double share = Math.min(MAX_SHARE, SHARE * Runtime.getRuntime().availableProcessors());
    return new Pace(1 / share - 1, Long.MAX_VALUE);
  }

  /** Works without a pause. */
  static Pace full() {
    return new Pace(0, Long.MAX_VALUE);
  }

  /** Works without a pause, and for so many nanoseconds from its beginning at most. */
  static Pace within(long nanos) {
    return new Pace(0, nanos);
  }

  /** Begins to work after a pause that is not counted. */
  void begin() {
    workedSince = System.nanoTime();
  }

  /** Rests if it is time to; returns whether to go on. On the thread that works. */
  boolean goesOn() {
    long worked = System.nanoTime() - workedSince;
    if (rest > 0 && worked > SLICE_NANOS && !isOver) {
      try {
        Thread.sleep(Math.min((long) (worked * rest / 1_000_000), MAX_REST_MILLIS));
      } catch (InterruptedException e) {
        isOver = true;
      }
      workedSince = System.nanoTime();
    }
    return !isOver && worked <= most;
  }

  /** Has the work end with what it is at. On any thread. */
  void end() {
    isOver = true;
  }
}
