package io.lazyloader.runtime;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Whether events for JDK Flight Recorder can be made. Never starts the recorder: until somebody
 * has, by {@code -XX:StartFlightRecording}, which takes effect between the agent and {@code main},
 * or by {@code jcmd JFR.start} at any time, there is nobody to read them.
 *
 * <p>Whatever goes wrong in making an event, the program goes on without events.
 */
final class Flight {
  private static final String EVENTS = "io.lazyloader.metrics.JfrEvents";

  private static volatile @Nullable FlightEvents events;
  private static volatile boolean broken;

  private Flight() {}

  /** Begins the event of a resolution; null if there is no recording that wants one. */
  static @Nullable Object beginResolve() {
    try {
      FlightEvents known = events();
      return known == null ? null : known.beginResolve();
    } catch (RuntimeException | LinkageError e) {
      broken = true;
      return null;
    }
  }

  /** Ends what {@link #beginResolve} began; see {@link FlightEvents#endResolve}. */
  static void endResolve(
      Object event,
      RegionNames names,
      int index,
      @Nullable String site,
      long allocatedBytes,
      boolean failed) {
    try {
      FlightEvents known = events();
      if (known != null) {
        known.endResolve(event, names, index, site, allocatedBytes, failed);
      }
    } catch (RuntimeException | LinkageError e) {
      broken = true;
    }
  }

  /** Whether events can be made now. */
  static boolean isOn() {
    try {
      // Loads one class, 0.1 to 0.3 ms, the first time; then it is a read of a static field.
      return !broken && FlightRecorder.isInitialized();
    } catch (RuntimeException | LinkageError e) {
      // An image without jdk.jfr has no recorder.
      broken = true;
      return false;
    }
  }

  /** Tells that a class with deferred fields is being initialised. */
  static void deferred(String className, int fields) {
    try {
      FlightEvents known = events();
      if (known != null) {
        known.deferred(className, fields);
      }
    } catch (RuntimeException | LinkageError e) {
      broken = true;
    }
  }

  static void ready() {
    try {
      FlightEvents known = events();
      if (known != null) {
        known.ready();
      }
    } catch (RuntimeException | LinkageError e) {
      broken = true;
    }
  }

  private static @Nullable FlightEvents events() {
    return isOn() ? loaded() : null;
  }

  private static FlightEvents loaded() {
    FlightEvents known = events;
    if (known == null) {
      try {
        // Calls our class loader, which may be the program's, so no lock is held: two threads may
        // both make one, and one of them is kept.
        known =
            Class.forName(EVENTS, true, Flight.class.getClassLoader())
                .asSubclass(FlightEvents.class)
                .getDeclaredConstructor()
                .newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(EVENTS + " can't be loaded", e);
      }
      events = known;
    }
    return known;
  }
}
