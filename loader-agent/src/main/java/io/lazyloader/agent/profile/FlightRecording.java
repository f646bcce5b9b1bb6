package io.lazyloader.agent.profile;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recording of JDK Flight Recorder holds of our events. It is no profile: nothing in it
 * tells of initialisers that were not deferred, nor which fields nobody read.
 *
 * @param firstReads the deferred fields that were read while it was recorded, in that order
 * @param ready what start-up came to; null if that was over before, or not yet
 * @param deferredClasses classes with deferred fields that were initialised meanwhile
 * @param deferredFields how many of their fields were deferred
 * @param origin what times are counted from, as in {@code the start of the JVM}
 * @param threshold what a first read had to take to be recorded; zero for all of them, null if the
 *     recording does not tell
 */
public record FlightRecording(
    List<FirstRead> firstReads,
    @Nullable Ready ready,
    long deferredClasses,
    long deferredFields,
    String origin,
    @Nullable Duration threshold) {

  /** Copies the list. */
  public FlightRecording {
    firstReads = List.copyOf(firstReads);
  }

  /**
   * A deferred field was read for the first time, and its initialiser ran. Texts may be anything.
   *
   * @param field as plans name it, the first of those that the initialiser assigns
   * @param declarationSite as {@code Shop.java:6}; empty if not known
   * @param reader the code that read it, as {@code Shop.main(Shop.java:16)}; empty if not known
   * @param thread its name; empty if not known
   * @param within the field whose initialiser read it; empty if none did
   * @param atNanos when, since the origin
   * @param nanos how long the initialiser ran, with what it read first
   * @param ownNanos without that
   * @param bytes what it allocated, with what it read first; null if not known
   * @param isFailed whether it threw
   * @param isAfterReady whether start-up was over
   */
  public record FirstRead(
      String field,
      String declarationSite,
      String reader,
      String thread,
      String within,
      long atNanos,
      long nanos,
      long ownNanos,
      @Nullable Long bytes,
      boolean isFailed,
      boolean isAfterReady) {}

  /**
   * Start-up was over.
   *
   * @param nanos since the start of the JVM; null if not known
   * @param by what ended it
   * @param mode of the agent
   * @param deferred fields until then
   * @param resolved how many of these were read
   * @param failed how many of these threw
   * @param pending how many of these were not read
   */
  public record Ready(
      @Nullable Long nanos,
      String by,
      String mode,
      int deferred,
      int resolved,
      int failed,
      int pending) {}

  /**
   * Sums up first reads.
   *
   * @param isAfterReady which of them
   * @return how long their initialisers ran, in nanoseconds, none counted twice
   */
  public long nanos(boolean isAfterReady) {
    return firstReads.stream()
        .filter(read -> read.isAfterReady() == isAfterReady)
        .mapToLong(FirstRead::ownNanos)
        .sum();
  }

  /**
   * Counts first reads.
   *
   * @param isAfterReady which of them
   */
  public long count(boolean isAfterReady) {
    return firstReads.stream().filter(read -> read.isAfterReady() == isAfterReady).count();
  }
}
