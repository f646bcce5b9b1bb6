package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.Measure;
import java.util.Locale;

/** Writes amounts for people. */
public final class Amounts {
  private Amounts() {}

  /** {@code 1,234.5 ms}; what is shorter than that shows has more digits. */
  public static String time(long nanos) {
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
