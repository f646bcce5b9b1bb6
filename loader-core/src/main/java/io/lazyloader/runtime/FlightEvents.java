package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Makes events for JDK Flight Recorder. Implemented a floor further up, by classes that are loaded
 * only once the recorder is there: the first event in a JVM without a recording costs over 100 ms.
 *
 * <p>Called on the thread that the event is about.
 */
public interface FlightEvents {
  /**
   * Begins the event of a resolution.
   *
   * @return the event, or null if no recording wants it
   */
  @Nullable Object beginResolve();

  /**
   * Ends the event of a resolution.
   *
   * @param event what {@link #beginResolve} returned
   * @param names the names of the region's class
   * @param index the region
   * @param site the frame that read the field first, or null if it is not known yet
   * @param allocatedBytes what the resolution allocated, or -1 if that was not measured
   * @param failed whether the initialiser threw
   */
  void endResolve(
      Object event,
      RegionNames names,
      int index,
      @Nullable String site,
      long allocatedBytes,
      boolean failed);

  /**
   * Tells that a class with deferred fields is being initialised.
   *
   * @param className its binary name
   * @param fields how many of its fields are deferred
   */
  void deferred(String className, int fields);

  /** Tells that start-up is over. */
  void ready();
}
