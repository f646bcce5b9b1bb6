package io.lazyloader.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What JMX shows of Lazyloader, under the name {@link #NAME}.
 *
 * <p>Counts and memory are as of the moment when they are read. Null stands for what is not known.
 * Looking resolves nothing.
 */
public interface StartupMXBean {
  /** The object name. */
  String NAME = "io.lazyloader:type=Startup";

  /**
   * Returns the mode.
   *
   * @return {@code normal}, {@code all} or {@code none}
   */
  String getMode();

  /**
   * Returns what ended start-up.
   *
   * @return for example {@code main returned}, or null if it is not over
   */
  @Nullable String getReadyBy();

  /**
   * Returns how long start-up took.
   *
   * @return milliseconds from the start of the JVM, or null if it is not over
   */
  @Nullable Double getReadyMillis();

  /**
   * Counts the fields that were deferred.
   *
   * @return fields, of classes that have been initialised
   */
  int getDeferredFields();

  /**
   * Counts the fields that were read since, and computed.
   *
   * @return fields
   */
  int getResolvedFields();

  /**
   * Counts the fields whose initialiser threw.
   *
   * @return fields
   */
  int getFailedFields();

  /**
   * Counts the fields that nobody has read.
   *
   * @return fields
   */
  int getPendingFields();

  /**
   * Names the fields that nobody has read.
   *
   * @return names as {@code com.acme.Main#LOG}
   */
  List<String> getPending();

  /**
   * Returns how many regions were resolved before start-up was over: deferred in vain.
   *
   * @return regions
   */
  int getUselessRegions();

  /**
   * Returns how long the resolutions before start-up was over took.
   *
   * @return milliseconds, each moment of a thread counted once
   */
  double getResolvingMillis();

  /**
   * Returns how many regions were resolved after start-up.
   *
   * @return regions
   */
  int getLaterResolutions();

  /**
   * Returns how long the resolutions after start-up took.
   *
   * @return milliseconds in all
   */
  double getLaterMillis();

  /**
   * Names the longest resolution after start-up.
   *
   * @return its field and declaration site, or null if there was none
   */
  @Nullable String getWorstLater();

  /**
   * Returns which code read that field.
   *
   * @return the frame, or null if there was none
   */
  @Nullable String getWorstLaterSite();

  /**
   * Returns how long that one took.
   *
   * @return milliseconds
   */
  double getWorstLaterMillis();

  /**
   * Returns what all threads have allocated since the JVM started.
   *
   * @return bytes
   */
  @Nullable Long getAllocatedBytes();

  /**
   * Returns how much of the heap is in use.
   *
   * @return bytes
   */
  long getUsedHeapBytes();

  /**
   * Returns how much metaspace is in use.
   *
   * @return bytes
   */
  @Nullable Long getMetaspaceBytes();

  /**
   * Returns how many classes are loaded.
   *
   * @return classes
   */
  int getLoadedClasses();

  /**
   * Returns the proportional set size of the process.
   *
   * @return bytes; null where the system is not Linux
   */
  @Nullable Long getPssBytes();

  /**
   * Returns how long the agent worked before {@code main}.
   *
   * @return milliseconds
   */
  double getOwnPremainMillis();

  /**
   * Returns how long the agent looked at classes and rewrote them.
   *
   * @return milliseconds, summed over threads
   */
  double getOwnTransformMillis();

  /**
   * Returns how many classes the agent looked at.
   *
   * @return classes
   */
  int getOwnSeenClasses();

  /**
   * Returns how many classes the agent rewrote.
   *
   * @return classes
   */
  int getOwnRewrittenClasses();

  /**
   * Resolves the pending fields whose names begin in a certain way now, on the thread that serves
   * the call.
   *
   * @param prefix the beginning of a name, such as a package; empty for all
   * @return the names of those whose initialiser failed, empty if none did
   */
  List<String> resolveAll(String prefix);
}
