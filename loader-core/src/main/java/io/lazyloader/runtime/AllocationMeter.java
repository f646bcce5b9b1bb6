package io.lazyloader.runtime;

/**
 * Reads how much the calling thread has allocated. Implemented a floor further up: the JDK's meter
 * lives in a module that costs tens of milliseconds to start.
 */
public interface AllocationMeter {
  /**
   * Returns what the calling thread has allocated since it started.
   *
   * @return bytes
   */
  long allocatedBytes();
}
