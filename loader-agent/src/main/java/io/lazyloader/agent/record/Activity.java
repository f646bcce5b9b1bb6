package io.lazyloader.agent.record;

import io.lazyloader.runtime.AllocationMeter;
import org.jspecify.annotations.Nullable;

/**
 * What one thread is initialising, and what recording has cost it so far. Used by that thread.
 *
 * <p>Every method that a probe or the JVM calls notes when it was entered and adds what it took to
 * the thread's own cost; the figures of a run leave out what that grew by while it ran.
 */
final class Activity {
  private final AllocationMeter meter;

  /** The innermost initialisation, or null outside of any. */
  private @Nullable InitialiserRun innermost;

  private long ownNanos;
  private long ownBytes;
  private boolean isLoading;
  private @Nullable String failed;

  Activity(AllocationMeter meter) {
    this.meter = meter;
  }

  @Nullable InitialiserRun innermost() {
    return innermost;
  }

  /** Nanoseconds that recording took on this thread. */
  long ownNanos() {
    return ownNanos;
  }

  /** Bytes that recording allocated on this thread. */
  long ownBytes() {
    return ownBytes;
  }

  long allocatedBytes() {
    return meter.allocatedBytes();
  }

  void begin(InitialiserRun run, long enteredNanos, long enteredBytes) {
    innermost = run;
    run.bytesBefore = meter.allocatedBytes();
    ownBytes += run.bytesBefore - enteredBytes;
    run.ownBytesBefore = ownBytes;
    long now = System.nanoTime();
    ownNanos += now - enteredNanos;
    run.ownNanosBefore = ownNanos;
    run.began = now;
  }

  /**
   * Ends a run, if it is running, and those inside it that never came to their end because
   * something was thrown.
   */
  void end(int node, boolean failed, long enteredNanos, long enteredBytes) {
    InitialiserRun run = innermost;
    while (run != null && !run.isOf(node)) {
      run = run.parent;
    }
    if (run == null) {
      return;
    }
    for (InitialiserRun inner = innermost; inner != null; inner = inner.parent) {
      finish(inner, enteredNanos, enteredBytes);
      inner.failed = failed || inner != run;
      inner.ended = true;
      Probes.ended(inner.parent == null ? Probes.NOBODY : inner.parent.node.number);
      if (inner == run) {
        break;
      }
    }
    innermost = run.parent;
  }

  /** Measures a run as if it ended now, and adds it to the one around it. */
  private void finish(InitialiserRun run, long nanos, long bytes) {
    run.grossNanos = nanos - run.began;
    run.totalNanos = run.grossNanos - (ownNanos - run.ownNanosBefore);
    run.totalBytes = bytes - run.bytesBefore - (ownBytes - run.ownBytesBefore);
    InitialiserRun parent = run.parent;
    if (parent != null) {
      parent.childNanos += run.totalNanos;
      parent.childBytes += run.totalBytes;
      parent.childLoaded += run.selfLoaded + run.childLoaded;
      parent.initialised += run.initialised + (run.node.region == null ? 1 : 0);
    }
  }

  /** Adds to the cost of recording what was spent since a method was entered. */
  void spent(long enteredNanos) {
    ownNanos += System.nanoTime() - enteredNanos;
  }

  /** The same where something may have been allocated. */
  void spent(long enteredNanos, long enteredBytes) {
    ownBytes += meter.allocatedBytes() - enteredBytes;
    spent(enteredNanos);
  }

  /** A class is loaded by this thread, on the program's behalf. */
  void countLoaded() {
    InitialiserRun run = innermost;
    if (run != null) {
      run.selfLoaded++;
    }
  }

  /** Whether what this thread loads is for the recorder, which looks at a class just now. */
  boolean isLoading() {
    return isLoading;
  }

  void beginLoading() {
    isLoading = true;
  }

  void endLoading(long enteredNanos, long enteredBytes) {
    isLoading = false;
    spent(enteredNanos, enteredBytes);
  }

  /** Keeps the name of a class that got no probes when there was no room to note that. */
  void failed(String name) {
    failed = name;
  }

  @Nullable String takeFailed() {
    String name = failed;
    failed = null;
    return name;
  }
}
