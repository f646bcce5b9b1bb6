package io.lazyloader.metrics;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Five columns of memory, as they stand at one moment. Each is null where it can't be measured.
 *
 * @param allocatedBytes what all threads have allocated on the heap since the JVM started; before
 *     JDK 21, which has no such counter, what the threads that still run have
 * @param heapBytes the used heap, {@code heapIsLive} says of what
 * @param heapIsLive whether a full collection came just before, so that only live objects count
 * @param metaspaceBytes what class metadata takes, compressed class space included
 * @param loadedClasses the number of classes that are loaded
 * @param pssBytes the process's proportional set size: its resident pages, shared ones in
 *     proportion (Linux, {@code /proc/self/smaps_rollup})
 */
public record MemoryFigures(
    @Nullable Long allocatedBytes,
    @Nullable Long heapBytes,
    boolean heapIsLive,
    @Nullable Long metaspaceBytes,
    @Nullable Long loadedClasses,
    @Nullable Long pssBytes) {

  /**
   * Measures now. Starts the JDK's management classes if nobody has: tens of milliseconds.
   *
   * @param collect whether to have the heap collected first, so that it shows what is live
   * @return the figures
   */
  public static MemoryFigures measure(boolean collect) {
    Long allocated = allocated();
    if (collect) {
      System.gc();
    }
    return new MemoryFigures(allocated, usedHeap(), collect, metaspace(), countClasses(), pss());
  }

  static @Nullable Long allocated() {
    try {
      return JvmMemory.allocated();
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  static long usedHeap() {
    try {
      return JvmMemory.usedHeap();
    } catch (RuntimeException | LinkageError e) {
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }
  }

  static @Nullable Long metaspace() {
    try {
      return JvmMemory.metaspace();
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  static @Nullable Long countClasses() {
    try {
      return JvmMemory.loadedClasses();
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  static @Nullable Long pss() {
    try (BufferedReader lines =
        new BufferedReader(new FileReader("/proc/self/smaps_rollup", StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("Pss:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException | RuntimeException e) {
      return null;
    }
    return null;
  }
}
