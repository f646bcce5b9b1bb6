package io.lazyloader.agent.bench;

import java.util.Arrays;
import java.util.List;

/** Measurements of one thing, in any unit, and what describes them. There is at least one. */
final class Sample {
  private final double[] sorted;

  private Sample(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Takes measurements together.
   *
   * @throws IllegalArgumentException if there are none
   */
  static Sample of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no measurements");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Sample(sorted);
  }

  int size() {
    return sorted.length;
  }

  /** The measurement at a rank, the smallest at 0. */
  double at(int rank) {
    return sorted[rank];
  }

  double min() {
    return sorted[0];
  }

  double max() {
    return sorted[sorted.length - 1];
  }

  /** The middle one, or the mean of the middle two. */
  double median() {
    return medianOf(sorted);
  }

  double mean() {
    return Arrays.stream(sorted).sum() / sorted.length;
  }

  /** The standard deviation with n - 1 in the denominator; NaN for a single measurement. */
  double standardDeviation() {
    double mean = mean();
    double squares = Arrays.stream(sorted).map(value -> (value - mean) * (value - mean)).sum();
    return sorted.length < 2 ? Double.NaN : Math.sqrt(squares / (sorted.length - 1));
  }

  static double medianOf(double[] ascending) {
    int size = ascending.length;
    return (ascending[(size - 1) / 2] + ascending[size / 2]) / 2;
  }
}
