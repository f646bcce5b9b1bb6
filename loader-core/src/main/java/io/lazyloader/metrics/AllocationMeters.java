package io.lazyloader.metrics;

import io.lazyloader.runtime.AllocationMeter;
import io.lazyloader.runtime.Resolutions;
import org.jspecify.annotations.Nullable;

/** Meters of what single threads allocate, where this JVM can tell. */
public final class AllocationMeters {
  private AllocationMeters() {}

  /**
   * Has the allocation of each resolution measured, if this JVM can. Starts the JDK's management
   * classes: tens of milliseconds.
   */
  public static void measure() {
    AllocationMeter meter = meter();
    if (meter != null) {
      Resolutions.measureAllocation(meter);
    }
  }

  /**
   * Makes a meter. Starts the JDK's management classes: tens of milliseconds.
   *
   * @return null if this JVM does not count what its threads allocate, or can't be asked
   */
  public static @Nullable AllocationMeter meter() {
    try {
      return ThreadAllocation.meter();
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }
}
