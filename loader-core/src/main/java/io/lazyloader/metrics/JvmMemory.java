package io.lazyloader.metrics;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * What only the JDK's management classes know. Apart, because an image may lack them, and then this
 * class can't be linked; and a security manager may keep any of it secret.
 */
final class JvmMemory {
  private JvmMemory() {}

  static @Nullable Long allocated() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!(threads instanceof com.sun.management.ThreadMXBean counters)
        || !counters.isThreadAllocatedMemorySupported()) {
      return null;
    }
    try {
      // Since JDK 21, so not yet to be called by name.
      Object total =
          com.sun.management.ThreadMXBean.class
              .getMethod("getTotalThreadAllocatedBytes")
              .invoke(counters);
      return (Long) total;
    } catch (ReflectiveOperationException e) {
      long sum = 0;
      for (long bytes : counters.getThreadAllocatedBytes(counters.getAllThreadIds())) {
        sum += Math.max(0, bytes);
      }
      return sum;
    }
  }

  static long usedHeap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  static @Nullable Long metaspace() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals("Metaspace")) {
        return pool.getUsage().getUsed();
      }
    }
    return null;
  }

  static Long loadedClasses() {
    return (long) ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  /** Milliseconds since the JVM started; not by the wall clock, which somebody may have set. */
  static double uptimeMillis() {
    return ManagementFactory.getRuntimeMXBean().getUptime();
  }
}
