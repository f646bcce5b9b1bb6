package io.lazyloader.agent.record;

import org.jspecify.annotations.Nullable;

/**
 * One run of an initialiser: written by its thread, read by whoever writes the profile, which may
 * be before it has ended.
 */
final class InitialiserRun {
  final Node node;

  /** The innermost that was running on the thread, or null. */
  final @Nullable InitialiserRun parent;

  /** What its thread does. */
  final Activity activity;

  final String thread;

  /** The code whose use started it; empty for a region. */
  final String trigger;

  /** A value of {@link System#nanoTime}. */
  long began;

  /** What its thread had spent on recording, and allocated for that, when it began. */
  long ownNanosBefore;

  long ownBytesBefore;
  long bytesBefore;

  // What those that it started took in all.
  long childNanos;
  long childBytes;
  int childLoaded;

  /** Classes that its thread loaded on its own behalf. */
  int selfLoaded;

  /** Classes whose {@code <clinit>} ran within it. */
  int initialised;

  long totalNanos;
  long totalBytes;

  /** From its begin to its end, with what recording took. */
  long grossNanos;

  boolean failed;
  volatile boolean ended;

  InitialiserRun(
      Node node,
      @Nullable InitialiserRun parent,
      Activity activity,
      String thread,
      String trigger) {
    this.node = node;
    this.parent = parent;
    this.activity = activity;
    this.thread = thread;
    this.trigger = trigger;
  }

  boolean isOf(int number) {
    return node.number == number;
  }
}
