package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Measure;
import java.util.Locale;

/** Writes amounts for people. */
public final class Amounts {
  private static final long SECOND = 1_000_000_000L;

  private Amounts() {}

  /** {@code 234.5 ms}, {@code 1.23 s}, {@code 25.7 s}; what is shorter has more digits. */
  public static String time(long nanos) {
    long size = Math.abs(nanos);
    if (size >= SECOND) {
      return String.format(Locale.ROOT, size < 10 * SECOND ? "%.2f s" : "%,.1f s", nanos / 1e9);
    }
    double millis = nanos / 1e6;
    boolean isShort = nanos != 0 && Math.abs(nanos) < 1_000_000;
    return String.format(Locale.ROOT, isShort ? "%,.3f ms" : "%,.1f ms", millis);
  }

  /** {@code 1.5 MB}, in powers of ten. */
  public static String bytes(long bytes) {
    long size = Math.abs(bytes);
    if (size < 1_000) {
      return bytes + " B";
    }
    return size < 1_000_000
        ? String.format(Locale.ROOT, "%,.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }

  /** {@code 1,234}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 class}, {@code 1,234 classes}. */
  public static String counted(long count, String one, String many) {
    return count(count) + ' ' + (count == 1 ? one : many);
  }

  /** {@code 12.3 %}. */
  public static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
  }

  /** In a unit. */
  public static String of(long amount, Measure.Unit unit) {
    return switch (unit) {
      case NANOSECONDS -> time(amount);
      case BYTES -> bytes(amount);
      case CLASSES, READS -> count(amount);
    };
  }
}
