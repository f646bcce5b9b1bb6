package io.lazyloader.metrics;

import io.lazyloader.runtime.Startup;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The moments of start-up, in milliseconds since {@link #origin}. Null where a moment has not come
 * or was not seen.
 *
 * @param origin what the moments count from: {@code process} or {@code JVM} start, or {@code agent}
 *     start where neither is known
 * @param premainMillis when the agent started
 * @param mainMillis when the main class was loaded
 * @param readyMillis when start-up was over
 */
public record Times(
    String origin,
    @Nullable Double premainMillis,
    @Nullable Double mainMillis,
    @Nullable Double readyMillis) {

  /** Clock ticks a second in {@code /proc} (Linux, {@code USER_HZ}; 100 on all JDK platforms). */
  private static final double TICKS_PER_SECOND = 100;

  /**
   * Reads the moments.
   *
   * @param exact whether to ask the JDK's management classes, which count from the start of the JVM
   *     to the millisecond; {@code /proc} counts from that of the process to ten
   */
  static Times now(boolean exact) {
    long nowNanos = System.nanoTime();
    String origin;
    Double age;
    if (exact) {
      origin = "JVM";
      age = jvmAgeMillis();
    } else {
      origin = "process";
      age = processAgeMillis();
    }
    if (age == null && exact) {
      origin = "process";
      age = processAgeMillis();
    }
    if (age == null) {
      origin = "agent";
      age = millis(nowNanos - Startup.premainNanos());
    }
    return new Times(
        origin,
        since(age, nowNanos, Startup.premainNanos()),
        since(age, nowNanos, Startup.mainNanos()),
        Startup.isReady() ? since(age, nowNanos, Startup.readyNanos()) : null);
  }

  /** Takes a moment from the one clock, which has no origin, to the other. */
  private static @Nullable Double since(double ageMillis, long nowNanos, long thenNanos) {
    return thenNanos == 0 ? null : ageMillis - millis(nowNanos - thenNanos);
  }

  static double millis(long nanos) {
    return nanos / 1_000_000.0;
  }

  private static @Nullable Double jvmAgeMillis() {
    try {
      return JvmMemory.uptimeMillis();
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  private static @Nullable Double processAgeMillis() {
    try {
      String uptime = firstLine("/proc/uptime");
      String stat = firstLine("/proc/self/stat");
      // Field 22 of proc(5) stat; the second, the command in parentheses, may hold spaces.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double started = Long.parseLong(fields[22 - 3]) / TICKS_PER_SECOND;
      double now = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
      return (now - started) * 1000;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static String firstLine(String file) throws IOException {
    try (BufferedReader lines = new BufferedReader(new FileReader(file, StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException(file + " is empty");
      }
      return line;
    }
  }
}
