package io.lazyloader.samples.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The median of a few measurements and how far it can be trusted.
 *
 * @param value the median
 * @param low the lower end of its 95 % confidence interval
 * @param high the upper end; the interval is that of the sign test, which asks nothing of how noise
 *     is distributed, and from less than six measurements all that there is
 */
record Median(double value, double low, double high) {

  static Median of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    int cut = cut(size);
    double value = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Median(value, sorted.get(cut), sorted.get(size - 1 - cut));
  }

  /** How many measurements at either end lie outside of the interval. */
  private static int cut(int size) {
    double term = Math.pow(0.5, size);
    double tail = term;
    int cut = 0;
    while (true) {
      term = term * (size - cut) / (cut + 1);
      tail += term;
      if (2 * tail > 0.05) {
        return cut;
      }
      cut++;
    }
  }

  /** Formats a time, for example as {@code 1.23 [1.19, 1.30] ns}. */
  String text(String unit) {
    return String.format(Locale.ROOT, "%.2f [%.2f, %.2f] %s", value, low, high, unit);
  }

  /** Formats a difference, for example as {@code +0.40 [+0.36, +0.44] ns}. */
  String signedText(String unit) {
    return String.format(Locale.ROOT, "%+.2f [%+.2f, %+.2f] %s", value, low, high, unit);
  }
}
