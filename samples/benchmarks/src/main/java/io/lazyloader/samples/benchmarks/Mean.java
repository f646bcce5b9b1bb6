package io.lazyloader.samples.benchmarks;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.util.ListStatistics;

/**
 * A mean of a few measurements and how far it can be trusted.
 *
 * @param value the mean
 * @param error half the 95 % confidence interval (Student's t), NaN for less than three
 *     measurements
 */
record Mean(double value, double error) {

  static Mean of(List<Double> values) {
    ListStatistics statistics = new ListStatistics();
    for (double value : values) {
      statistics.addValue(value);
    }
    return new Mean(statistics.getMean(), statistics.getMeanErrorAt(0.95));
  }

  /** Formats the mean, for example as {@code 1.23 ± 0.04 ns}. */
  String text(String unit) {
    return String.format(Locale.ROOT, "%.2f ± %.2f %s", value, error, unit);
  }

  /** Formats the mean as a difference, for example {@code +0.40 ± 0.04 ns}. */
  String signedText(String unit) {
    return String.format(Locale.ROOT, "%+.2f ± %.2f %s", value, error, unit);
  }
}
