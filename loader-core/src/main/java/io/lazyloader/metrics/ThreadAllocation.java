package io.lazyloader.metrics;

import io.lazyloader.runtime.AllocationMeter;
import io.lazyloader.runtime.Resolutions;
import java.lang.management.ManagementFactory;

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
    if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        && threads.isThreadAllocatedMemorySupported()
        && threads.isThreadAllocatedMemoryEnabled()) {
      Resolutions.measureAllocation(new ThreadAllocation(threads));
    }
  }

  @Override
  public long allocatedBytes() {
    return threads.getCurrentThreadAllocatedBytes();
  }
}
