package io.lazyloader.metrics;

import io.lazyloader.runtime.AllocationMeter;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JDK's per-thread allocation counter. Can't be linked in an image without the JDK's
 * management classes: {@link AllocationMeters} knows.
 */
final class ThreadAllocation implements AllocationMeter {
  private final com.sun.management.ThreadMXBean threads;

  private ThreadAllocation(com.sun.management.ThreadMXBean threads) {
    this.threads = threads;
  }

  /** Makes a meter; null if this JVM does not count what its threads allocate. */
  static @Nullable AllocationMeter meter() {
    if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        && threads.isThreadAllocatedMemorySupported()
        && threads.isThreadAllocatedMemoryEnabled()) {
      return new ThreadAllocation(threads);
    }
    return null;
  }

  @Override
  public long allocatedBytes() {
    try {
      return threads.getCurrentThreadAllocatedBytes();
    } catch (SecurityException | UnsupportedOperationException e) {
      return -1;
    }
  }
}
