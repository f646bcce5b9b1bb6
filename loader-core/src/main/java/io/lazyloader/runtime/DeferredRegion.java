package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * One deferred initialiser region: the slice of {@code <clinit>} that computes one or more static
 * fields.
 *
 * <p>The steps are those of class initialisation (JVMS 17 §5.5), with the region in the place of
 * the class: one thread runs it, others wait on its own lock, the running thread itself passes and
 * sees default values, and a failure is final.
 *
 * <p>One thing is added. Class initialisation hangs when threads wait for each other in a circle;
 * here the thread that would close the circle passes, as in a recursive read, and says so on the
 * standard error stream.
 */
final class DeferredRegion extends Computation {
  // Told to others by the constants of LazyRegions.
  static final int PENDING = 0;
  static final int RESOLVING = 1;
  static final int RESOLVED = 2;
  static final int FAILED = 3;

  private final LazyRegions owner;
  private final int index;

  private volatile int state;

  // Of the run in progress; only the resolver touches them.
  private long beganNanos;
  private long beganAllocated;
  private @Nullable String site;
  private @Nullable Object event;

  private @Nullable Failure failure;

  DeferredRegion(LazyRegions owner, int index) {
    this.owner = owner;
    this.index = index;
  }

  int state() {
    return state;
  }

  @Override
  String nameAndSite() {
    return owner.names().nameAndSite(index);
  }

  /** See {@link LazyRegions#begin}. */
  boolean begin() {
    if (state == RESOLVED) {
      return false;
    }
    // Before the lock, under which nothing may run that could wait; and before the state says so:
    // should this overflow the stack, nobody may wait for the region.
    String reads = null;
    Object begun = null;
    if (state == PENDING) {
      reads = Resolutions.recordsSites() ? ResolutionSite.here() : null;
      begun = Flight.beginResolve();
    }
    Thread reader = Thread.currentThread();
    while (true) {
      synchronized (this) {
        if (state == PENDING) {
          site = reads;
          event = begun;
          beganAllocated = Resolutions.allocatedBytes();
          beganNanos = System.nanoTime();
          resolver = reader;
          state = RESOLVING;
          return true;
        }
        if (state == RESOLVED || resolver == reader) {
          return false;
        }
      }
      if (state == FAILED) {
        throw laterFailure();
      }
      Deadlock circle = awaitResolver(reader);
      if (circle != null) {
        report(circle);
        return false;
      }
    }
  }

  void end() {
    long nanos;
    String reader;
    try {
      reader = site;
      nanos = record(false);
    } finally {
      leave(RESOLVED);
    }
    Listeners listeners = DeferredClasses.listeners;
    if (listeners != null) {
      try {
        listeners.resolved(owner.names(), index, reader, nanos);
      } catch (RuntimeException | Error e) {
        // No stack or memory left: the program must get on, and finds that out by itself.
      }
    }
  }

  Error fail(Throwable thrown) {
    long nanos;
    String reader;
    Error error;
    try {
      reader = site;
      nanos = record(true);
      Failure noted = new Failure(thrown, Thread.currentThread());
      failure = noted;
      error = thrown instanceof Error itself ? itself : new ExceptionInInitializerError(thrown);
      error.addSuppressed(new DeferredInitialiser(nameAndSite(), ResolutionSite.of(noted.stack)));
    } finally {
      leave(FAILED);
    }
    Listeners listeners = DeferredClasses.listeners;
    if (listeners != null) {
      try {
        listeners.failed(owner.names(), index, reader, nanos, thrown);
      } catch (RuntimeException | Error e) {
        // As above.
      }
    }
    return error;
  }

  /** Records the run that ends now, and returns how long it took. */
  private long record(boolean failed) {
    long nanos = System.nanoTime() - beganNanos;
    long allocated = beganAllocated < 0 ? -1 : Resolutions.allocatedBytes() - beganAllocated;
    Object begun = event;
    if (begun != null) {
      event = null;
      Flight.endResolve(begun, owner.names(), index, site, allocated, failed);
    }
    if (Resolutions.isWarmUp()) {
      WarmUps.add(owner.names().fields(index).length, failed);
    } else {
      Resolutions.add(owner.id(index), beganNanos, nanos, allocated, site, failed);
    }
    return nanos;
  }

  private synchronized void leave(int newState) {
    state = newState;
    resolver = null;
    notifyAll();
  }

  private NoClassDefFoundError laterFailure() {
    String site = nameAndSite();
    NoClassDefFoundError error = new NoClassDefFoundError("Could not initialize " + site);
    if (failure != null) {
      error.initCause(failure.asCause());
    }
    return error;
  }

  private static void report(Deadlock circle) {
    Report.say(
        "loader: "
            + circle.sentence()
            + ". The read sees the default value, as a recursive one does; mark one of the fields"
            + " @Eager."
            + circle.stacks());
  }

  /**
   * What is kept of a failure: text only. The thrown object, or the classes on its stack, may
   * belong to a class loader that must be free to go.
   */
  private static final class Failure {
    private final String message;
    private final StackTraceElement[] stack;

    Failure(Throwable thrown, Thread thread) {
      String text;
      StackTraceElement[] frames;
      try {
        text = thrown.toString();
        frames = thrown.getStackTrace();
      } catch (RuntimeException | Error e) {
        // Both can be overridden, and class initialisation asks neither.
        text = thrown.getClass().getName();
        frames = new StackTraceElement[0];
      }
      this.message = "Exception " + text + " [in thread \"" + thread.getName() + "\"]";
      this.stack = frames;
    }

    Throwable asCause() {
      Throwable cause = new ExceptionInInitializerError(message);
      cause.setStackTrace(stack);
      return cause;
    }
  }
}
