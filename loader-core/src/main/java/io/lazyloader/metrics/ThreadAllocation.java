package io.lazyloader.metrics;

import io.lazyloader.runtime.AllocationMeter;
import io.lazyloader.runtime.Resolutions;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Reads the JDK's per-thread allocation counter. */
public final class ThreadAllocation implements AllocationMeter {
  private final com.sun.management.ThreadMXBean threads;

  private ThreadAllocation(com.sun.management.ThreadMXBean threads) {
    this.threads = threads;
  }

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
   * @return null if this JVM does not count what its threads allocate
   */
  public static @Nullable AllocationMeter meter() {
    if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        && threads.isThreadAllocatedMemorySupported()
        && threads.isThreadAllocatedMemoryEnabled()) {
      return new ThreadAllocation(threads);
    }
    return null;
  }

  @Override
  public long allocatedBytes() {
    return threads.getCurrentThreadAllocatedBytes();
  }
}
